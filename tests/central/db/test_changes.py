"""Changes reach other processes when, and only when, their transaction commits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg

from central.db.changes import Change, Listener, changed
from central.db.connection import Database, credentials
from central.db.transaction import transaction
from tests.central.waiting import rolled_back


async def _next(changes: AsyncIterator[Change]) -> Change:
    async with asyncio.timeout(5):
        return await anext(changes)


async def test_a_committed_change_reaches_the_listener(database: Database) -> None:
    changes = Listener(database.url, {"calls"}).changes()
    assert await _next(changes) == Change("calls", "")
    async with transaction():
        await changed("calls", ["a", "b"])
    assert [await _next(changes), await _next(changes)] == [Change("calls", "a"), Change("calls", "b")]


async def test_a_change_that_was_rolled_back_is_never_heard(database: Database) -> None:
    changes = Listener(database.url, {"calls"}).changes()
    await _next(changes)
    await rolled_back(lambda: changed("calls", "lost"))
    await changed("calls", "kept")
    assert await _next(changes) == Change("calls", "kept")


async def test_a_listener_that_lost_its_connection_says_so_and_hears_again(database: Database) -> None:
    changes = Listener(database.url, {"calls"}).changes()
    await _next(changes)
    executioner = await asyncpg.connect(**credentials(database.url))
    await executioner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    )
    await executioner.close()
    assert await _next(changes) == Change("calls", "")
    await changed("calls", "after")
    assert await _next(changes) == Change("calls", "after")
