"""The invented residents of the practice village and the cards they hold."""
