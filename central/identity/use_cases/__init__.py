"""What is done about identity, one file per verb phrase."""
