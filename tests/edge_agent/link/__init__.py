"""Tests of `edge_agent/link`."""
