"""What terminals report: heard, stored once, receipted, and applied in order."""
