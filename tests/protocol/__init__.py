"""Tests of the agreement between the counter and the data centre."""
