"""What happens to cases, one verb phrase a file."""
