"""What staff see and hear: calls, their chime and their acknowledgement."""
