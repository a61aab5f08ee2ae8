"""Tests of `edge_agent/tui`."""
