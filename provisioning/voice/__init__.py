"""The voice of the counters: spoken once where texts are made ready, and carried to the terminals as files."""
