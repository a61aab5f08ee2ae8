"""An agent with 100,000 events that central has not taken: memory, start, touches: python -m tests.perf.backlog."""

from __future__ import annotations

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from edge_agent.link.terminal_keys import read_terminal_keys
from edge_agent.outbox.store import Outbox
from edge_agent.settings import AgentSettings, load_settings
from provisioning.sandbox.ports import Ports
from provisioning.sandbox.village import Village, VillagePlan

from ..edge_agent.counter import call, counter_clock
from ..journeys.finger import Finger
from ..journeys.stream import everything_arrived
from .idle import resident_mib

WAITING = 100_000
MEMORY_MIB = 90.0
START_SECONDS = 2.0
TOUCH_MS = 100.0

_PRODUCERS = 100
_TOUCHES = 500
_SETTLE_SECONDS = 20.0


async def _filled(settings: AgentSettings) -> None:
    """Everything that a crowd at the counter would have reported while the line was cut."""
    box = Outbox(
        settings.outbox.file,
        terminal=settings.terminal.id,
        terminal_number=settings.terminal.number,
        recipient=read_terminal_keys(settings).recipient,
        clock=counter_clock(),
        is_offline=lambda: True,
    )
    async with box, asyncio.TaskGroup() as group:
        for _ in range(_PRODUCERS):
            group.create_task(_produce(box, WAITING // _PRODUCERS))


async def _produce(box: Outbox, count: int) -> None:
    for _ in range(count):
        await call(box)


async def _started(village: Village) -> float:
    """Seconds from the start of the program to its first screen."""
    begun = time.perf_counter()
    await village.agent.start()
    async with Finger(village) as finger:
        await finger.look()
    return time.perf_counter() - begun


async def _touched(village: Village) -> float:
    """The 99th percentile of a touch until its screen is there, in ms."""
    taken = []
    async with Finger(village) as finger:
        for _ in range(_TOUCHES):
            begun = time.perf_counter()
            await finger.touch()
            taken.append((time.perf_counter() - begun) * 1000)
    return statistics.quantiles(taken, n=100)[-1]


async def _measure(directory: Path) -> None:
    async with Village(VillagePlan(directory, Ports.unused())) as village:
        await village.agent.stop()
        _say("start, nothing waits", await _started(village), START_SECONDS, "s")
        _say("touch p99, nothing waits", await _touched(village), TOUCH_MS, "ms")
        await everything_arrived(village)
        await village.counter_line.cut()
        await village.agent.stop()
        await _filled(load_settings(directory / "agent.toml"))
        _say("start, 100,000 wait", await _started(village), START_SECONDS, "s")
        await asyncio.sleep(_SETTLE_SECONDS)
        _say("memory, line cut", await _memory(village), MEMORY_MIB, "MiB")
        _say("touch p99, line cut", await _touched(village), TOUCH_MS, "ms")
        begun = time.perf_counter()
        await village.counter_line.restore()
        _say("touch p99, while they are sent", await _touched(village), TOUCH_MS, "ms")
        _say("memory, while they are sent", await _memory(village), MEMORY_MIB, "MiB")
        await everything_arrived(village, seconds=900.0)
        sys.stdout.write(f"{'all at central':32} {WAITING / (time.perf_counter() - begun):8.0f} events/s\n")
        _say("memory, when they are gone", await _memory(village), MEMORY_MIB, "MiB")


async def _memory(village: Village) -> float:
    pid = village.agent.pid
    if pid is None:
        raise RuntimeError("the agent ended")
    return await asyncio.to_thread(resident_mib, pid)


def _say(what: str, measured: float, limit: float, unit: str) -> None:
    sys.stdout.write(f"{what:32} {measured:8.2f} {unit:4} {measured / limit:8.2f} of the limit {limit:.0f}\n")
    sys.stdout.flush()


def main() -> None:
    """Print the measures; asserts nothing."""
    directory = Path(tempfile.mkdtemp(prefix="perf-"))
    try:
        asyncio.run(_measure(directory))
    finally:
        shutil.rmtree(directory)


if __name__ == "__main__":
    main()
