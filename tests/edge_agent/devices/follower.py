"""A program that follows the reader and prints what it reports, one JSON line each; run with emulated devices.

`python -m tests.edge_agent.devices.code_reader.follower MATCH [TROUBLE]`: TROUBLE is an errno that grabbing or
opening ends with, `grab:16` or `open:13`. A line on the standard input closes the driver.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import NoReturn

import evdev

from edge_agent.devices.base import Standing
from edge_agent.devices.code_reader.port import CodeEvent, CodeRead
from edge_agent.devices.code_reader.reader import EvdevCodeReader
from edge_agent.errors import DeviceError


def _said(event: CodeEvent | Standing) -> str:
    if isinstance(event, Standing):
        return f"standing {event.state}"
    return f"read {event.text}" if isinstance(event, CodeRead) else "torn"


async def _follow(match: str) -> None:
    reader = EvdevCodeReader(name="code-reader", match=match, look_seconds=0.1)
    closing = asyncio.create_task(_close_on_a_line(reader))
    try:
        await reader.open()
        async for event in reader.events():
            _say(_said(event))
    except DeviceError as error:
        _say(f"fault {error.fault}")
    finally:
        closing.cancel()
        await reader.close()
        await reader.close()
    _say(f"ended {reader.status.state}")


async def _close_on_a_line(reader: EvdevCodeReader) -> None:
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    await reader.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _trouble(what: str) -> None:
    name, number = what.split(":")

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(int(number), os.strerror(int(number)))

    setattr(evdev.InputDevice, {"grab": "grab", "open": "__init__"}[name], refuse)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        _trouble(sys.argv[2])
    asyncio.run(_follow(sys.argv[1]))
