"""What the counter prints, drawn as dots and printed at most once."""
