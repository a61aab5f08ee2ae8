"""The terminal's end of the session: what it asks, what it is told, and which states the line is in."""
