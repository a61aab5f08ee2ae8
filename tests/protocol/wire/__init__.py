"""Tests of the bytes that travel."""
