"""A neutral stop from the card to the glass: a true terminal's visit before a true town hall."""
