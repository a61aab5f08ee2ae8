"""The panel of the counter: what hands do at a real one, as buttons on a page."""
