"""Tests of what the operating system is told."""
