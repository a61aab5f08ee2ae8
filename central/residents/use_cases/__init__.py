"""What is done about residents, one file per verb phrase."""
