"""Fixtures of all of central's tests."""

from tests.central.database import database, database_url, postgres

__all__ = ["database", "database_url", "postgres"]
