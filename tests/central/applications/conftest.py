"""The counter on a database of its own."""

from __future__ import annotations

import pytest

from central.db.connection import Database
from tests.central.applications.counter import Counter


@pytest.fixture
async def counter(database: Database) -> Counter:
    """Open, with nothing handed in yet."""
    assert database.url
    counter = Counter()
    await counter.open()
    return counter
