"""Tests of `edge_agent/visit`."""
