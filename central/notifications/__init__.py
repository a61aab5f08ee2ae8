"""What staff see and hear: calls and new cases, their chime and their acknowledgement."""
