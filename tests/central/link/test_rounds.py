"""Rounds are gone at once, on every change, when woken and every few seconds, also after the database was away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from central.db.changes import Listener, changed
from central.db.connection import Database
from central.link.rounds import Rounds
from tests.central.waiting import ended, until

_NEVER = 3600.0


class _Walk:
    """Counts its rounds; each raises what `trouble` holds next and waits while the gate is shut."""

    def __init__(self) -> None:
        self.rounds = 0
        self.together = 0
        self.trouble: list[Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def go(self) -> None:
        self.rounds += 1
        self.together += 1
        try:
            await self.gate.wait()
            assert self.together == 1
            if self.trouble:
                raise self.trouble.pop()
        finally:
            self.together -= 1

    def gone(self, rounds: int) -> Callable[[], bool | Awaitable[bool]]:
        """Whether so many rounds began."""
        return lambda: self.rounds == rounds


@asynccontextmanager
async def _going(rounds: Rounds) -> AsyncIterator[None]:
    running = asyncio.create_task(rounds.run())
    try:
        yield
    finally:
        await ended(running)


async def test_the_first_round_is_at_once_and_the_next_when_woken() -> None:
    walk = _Walk()
    rounds = Rounds("walk", walk.go, every_seconds=_NEVER)
    async with _going(rounds):
        await until(walk.gone(1))
        rounds.wake()
        await until(walk.gone(2))
        await asyncio.sleep(0.05)
    assert walk.rounds == 2


async def test_what_wakes_during_a_round_brings_one_more_and_never_two_at_once() -> None:
    walk = _Walk()
    rounds = Rounds("walk", walk.go, every_seconds=_NEVER)
    walk.gate.clear()
    async with _going(rounds):
        await until(walk.gone(1))
        rounds.wake()
        rounds.wake()
        walk.gate.set()
        await until(walk.gone(2))
        await asyncio.sleep(0.05)
    assert walk.rounds == 2


async def test_time_brings_rounds_by_itself() -> None:
    walk = _Walk()
    async with _going(Rounds("walk", walk.go, every_seconds=0.01)):
        await until(lambda: walk.rounds >= 3)


async def test_every_change_brings_a_round(database: Database) -> None:
    walk = _Walk()
    listener = Listener(database.url, {"walks"})
    async with _going(Rounds("walk", walk.go, every_seconds=_NEVER, listener=listener)):
        await until(walk.gone(2))
        await changed("walks", "one")
        await until(walk.gone(3))
        await changed("elsewhere", "one")
        await asyncio.sleep(0.05)
    assert walk.rounds == 3


async def test_a_round_without_the_database_is_gone_again(capsys: pytest.CaptureFixture[str]) -> None:
    walk = _Walk()
    walk.trouble = [ConnectionRefusedError(), ConnectionResetError()]
    async with _going(Rounds("walk", walk.go, every_seconds=0.01)):
        await until(lambda: walk.rounds >= 3)
    said = capsys.readouterr().out
    assert said.count("round-waits") == 2
    assert "ConnectionResetError" in said


async def test_what_is_a_bug_ends_the_rounds() -> None:
    walk = _Walk()
    walk.trouble = [ZeroDivisionError()]
    with pytest.raises(ExceptionGroup, match="unhandled errors"):
        await Rounds("walk", walk.go, every_seconds=_NEVER).run()
