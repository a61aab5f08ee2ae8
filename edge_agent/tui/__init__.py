"""The technician's screens: a program of its own that knows the agent by its local API alone."""
