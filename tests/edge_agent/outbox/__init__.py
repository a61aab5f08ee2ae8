"""Tests of `edge_agent/outbox`."""
