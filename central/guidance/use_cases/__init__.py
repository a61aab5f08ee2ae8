"""What this room does on request, one verb phrase a file."""
