"""Who did what to whose record: a chain of hashes that only grows."""
