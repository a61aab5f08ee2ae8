"""Tests of `edge_agent/health`."""
