"""What staff do about accounts and sessions, one file per verb phrase."""
