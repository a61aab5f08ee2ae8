"""Every change of the session is told to the other processes, also when the database was away meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from central.db.changes import Listener
from central.db.connection import Database
from central.link import heartbeat as beating
from central.link.heartbeat import Heartbeat
from central.link.queries import BROKER
from tests.central.clock import TestClock
from tests.central.waiting import ended


async def test_a_change_is_told_once_and_a_beat_without_change_is_not(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    async def tell(channel: str, instance: str) -> None:
        told.append(f"{channel} {instance}")

    monkeypatch.setattr(beating, "changed", tell)
    beat = Heartbeat("1", TestClock())
    await beat.write()
    assert told == []
    beat.set_connected(True)
    for _ in range(2):
        await beat.write()
    assert told == [f"{BROKER} 1"]


async def test_a_change_that_could_not_be_written_is_told_by_the_next_beat(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_channel: str, _instance: str) -> None:
        raise ConnectionResetError

    beat = Heartbeat("1", TestClock())
    beat.set_connected(True)
    with monkeypatch.context() as cut:
        cut.setattr(beating, "changed", refuse)
        with pytest.raises(ConnectionResetError):
            await beat.write()
    heard = Listener(database.url, {BROKER}).changes()
    await anext(heard)
    await beat.write()
    async with asyncio.timeout(5):
        assert (await anext(heard)).id == "1"


async def test_a_running_heartbeat_tells_at_once(database: Database) -> None:
    beat = Heartbeat("1", TestClock())
    heard = Listener(database.url, {BROKER}).changes()
    await anext(heard)
    running = asyncio.create_task(beat.run())
    beat.set_connected(True)
    async with asyncio.timeout(4):
        assert (await anext(heard)).id == "1"
    await ended(running)
