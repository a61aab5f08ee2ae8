"""What staff do about calls, one file per verb phrase."""
