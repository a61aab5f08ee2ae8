"""The applications of the cards, one each."""
