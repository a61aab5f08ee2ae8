"""What staff do about arrivals, one file per verb phrase."""
