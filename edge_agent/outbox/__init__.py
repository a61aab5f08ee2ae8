"""Accepted means committed: what the counter reports waits here, sealed, until central says that it has it."""
