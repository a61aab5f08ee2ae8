"""Tests that keep the house as its style says."""
