"""A program that keeps all plugged devices as the agent does, and prints what has changed, a line each.

`python -m tests.edge_agent.devices.keeper`, run with emulated devices: `typing idle`, `pen absent`, `serial CodeRead`.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable

from edge_agent.clock import SystemClock
from edge_agent.devices.code_reader.reader import EvdevCodeReader, SerialCodeReader
from edge_agent.devices.pen.tablet import EvdevPen
from edge_agent.devices.supervisor import Supervisor
from provisioning.sandbox.inputs.description import PEN, SERIAL_READER, TYPING_READER

_LOOK_SECONDS = 0.1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _taker(name: str) -> Callable[[object], Awaitable[None]]:
    async def took(event: object) -> None:
        _say(f"{name} {type(event).__name__}")

    return took


async def _keep() -> None:
    supervisor = Supervisor(SystemClock(), shortest_pause_seconds=0.05, longest_pause_seconds=0.2)
    typing = EvdevCodeReader(name="typing", match=f"serial={TYPING_READER.serial}", look_seconds=_LOOK_SECONDS)
    serial = SerialCodeReader(name="serial", match=f"serial={SERIAL_READER.serial}", look_seconds=_LOOK_SECONDS)
    supervisor.add(typing, _taker("typing"))
    supervisor.add(serial, _taker("serial"))
    supervisor.add(EvdevPen(name="pen", match=f"serial={PEN.serial}", look_seconds=_LOOK_SECONDS), _taker("pen"))
    running = asyncio.create_task(supervisor.run())
    told: set[tuple[str, str]] = set()
    async for statuses in supervisor.changes():
        now = {(status.name, status.state.value) for status in statuses}
        for name, state in now - told:
            _say(f"{name} {state}")
        told = now
    await running


if __name__ == "__main__":
    asyncio.run(_keep())
