"""Fixtures of the contract suites."""

from tests.central.database import postgres

__all__ = ["postgres"]
