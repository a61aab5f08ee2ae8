"""Tests of `edge_agent/local_api`."""
