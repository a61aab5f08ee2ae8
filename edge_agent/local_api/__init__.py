"""The agent's own API on a unix socket: declared once, used by the technician's screens and the tests."""
