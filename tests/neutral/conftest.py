"""Fixtures: a town hall on a database of its own, Chromium, and a crowd of counters before the town hall."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from pathlib import Path

import pytest

from tests.central.database import database, database_url, postgres
from tests.central.identity.conftest import hall, hierarchy
from tests.central.identity.hall import Hall
from tests.central.waiting import ended
from tests.provisioning.broker import free_port

from .causes import Bearers
from .counter import Counter, open_counter
from .wire import TownHall

__all__ = ["bearers", "counters", "database", "database_url", "hall", "hierarchy", "postgres"]


@pytest.fixture
def bearers(hall: Hall) -> Bearers:
    """Cards for every cause that ends a 転居 with the neutral stop."""
    return Bearers.of(hall)


@pytest.fixture
async def counters(
    hall: Hall, bearers: Bearers, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[list[Counter]]:
    """So many counters as the test asks for, each of a terminal of its own, open; the hall knows the bearers."""
    assert bearers
    town_hall = TownHall(hall)
    answering = asyncio.create_task(town_hall.desk.run())
    try:
        async with AsyncExitStack() as opened:
            numbers = range(1, request.param + 1)
            yield [await opened.enter_async_context(_open(tmp_path, town_hall, number)) for number in numbers]
    finally:
        await ended(answering)


def _open(folder: Path, town_hall: TownHall, number: int) -> AbstractAsyncContextManager[Counter]:
    terminal = f"counter-{number}"
    own = folder / terminal
    own.mkdir()
    return open_counter(own, town_hall.line_of(terminal), terminal, free_port())
