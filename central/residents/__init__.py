"""住基: who a card belongs to, who lives with whom, in which order, and who must not be shown."""
