"""How fast a call travels from the touch to central, alone and in a crowd, on this machine."""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import asyncpg

from provisioning.sandbox.ports import Ports
from provisioning.sandbox.village import Village, VillagePlan

from ..journeys.finger import Finger
from ..journeys.stream import everything_arrived, next_seq

_ALONE = 100
_CROWD_SECONDS = 5.0


async def _alone(village: Village, finger: Finger) -> None:
    """One touch at a time: until the screen answers, and until central has applied it."""
    answered, applied = [], []
    connection = await asyncpg.connect(village.database.url)
    try:
        for _ in range(_ALONE):
            expected = await next_seq(village)
            began = time.perf_counter()
            await finger.touch()
            answered.append(time.perf_counter() - began)
            await _applied(connection, expected)
            applied.append(time.perf_counter() - began)
    finally:
        await connection.close()
    _say("touch → screen", answered)
    _say("touch → applied at central", applied)


async def _applied(connection: asyncpg.Connection, seq: int) -> None:
    while await connection.fetchval("SELECT max(seq) FROM inbox_cursor") < seq:
        pass


async def _crowd(village: Village, finger: Finger) -> None:
    """As many touches as the terminal takes, one finger."""
    first, began, stop = await next_seq(village), time.perf_counter(), asyncio.Event()
    asyncio.get_running_loop().call_later(_CROWD_SECONDS, stop.set)
    while not stop.is_set():
        await finger.touch()
    events = await next_seq(village) - first
    await everything_arrived(village)
    _write(f"{'touches without a pause':30} {events / (time.perf_counter() - began):8.0f} events/s, all applied")


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _say(what: str, seconds: list[float]) -> None:
    ordered = sorted(each * 1000 for each in seconds)
    _write(f"{what:30} median {statistics.median(ordered):7.1f} ms   p95 {ordered[int(len(ordered) * 0.95)]:7.1f} ms")


async def _measure(directory: Path) -> None:
    began = time.perf_counter()
    async with Village(VillagePlan(directory, Ports.unused())) as village, Finger(village) as finger:
        _write(f"{'first start of a village':30} {time.perf_counter() - began:8.1f} s")
        await everything_arrived(village)
        await _alone(village, finger)
        await _crowd(village, finger)
    began = time.perf_counter()
    async with Village(VillagePlan(directory, Ports.unused())):
        _write(f"{'second start':30} {time.perf_counter() - began:8.1f} s")


def main() -> None:
    """Print the measures; asserts nothing."""
    directory = Path(tempfile.mkdtemp(prefix="perf-"))
    try:
        asyncio.run(_measure(directory))
    finally:
        shutil.rmtree(directory)


if __name__ == "__main__":
    main()
