"""The words of the console: one catalogue per language."""
