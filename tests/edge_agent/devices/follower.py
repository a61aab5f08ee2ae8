"""A program that follows a plugged device and prints what it reports, a line each; run with emulated devices.

`python -m tests.edge_agent.devices.follower DRIVER MATCH [TROUBLE]`: DRIVER is `evdev`, `serial` or `pen`, TROUBLE is
an errno that taking or opening the device ends with, `take:16` or `open:13`. A line on the standard input closes it.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import sys
from collections.abc import Callable
from typing import NoReturn

import evdev

from edge_agent.devices.base import Standing
from edge_agent.devices.code_reader import serial_line
from edge_agent.devices.code_reader.port import CodeRead, CodeTorn
from edge_agent.devices.code_reader.reader import EvdevCodeReader, SerialCodeReader
from edge_agent.devices.pen.port import PenAt, PenDown, PenUp
from edge_agent.devices.pen.tablet import EvdevPen
from edge_agent.errors import DeviceError

_LOOK_SECONDS = 0.1
Happened = CodeRead | CodeTorn | PenDown | PenAt | PenUp | Standing
Followed = EvdevCodeReader | SerialCodeReader | EvdevPen
DRIVERS: dict[str, Callable[[str], Followed]] = {
    "evdev": lambda match: EvdevCodeReader(name="code-reader", match=match, look_seconds=_LOOK_SECONDS),
    "serial": lambda match: SerialCodeReader(name="code-reader", match=match, look_seconds=_LOOK_SECONDS),
    "pen": lambda match: EvdevPen(name="pen", match=match, look_seconds=_LOOK_SECONDS),
}


def _said(event: Happened) -> str:
    match event:
        case Standing(state=state):
            return f"standing {state}"
        case CodeRead(text=text):
            return f"read {text}"
        case CodeTorn():
            return "torn"
        case PenDown(ratio=ratio):
            return f"down {ratio}"
        case PenAt(at=at, x=x, y=y, pressure=pressure):
            return f"at {at} {x:.4f} {y:.4f} {pressure}"
        case PenUp():
            return "up"


async def _follow(device: Followed) -> None:
    closing = asyncio.create_task(_close_on_a_line(device))
    try:
        await device.open()
        async for event in device.events():
            _say(_said(event))
    except DeviceError as error:
        _say(f"fault {error.fault}")
    finally:
        closing.cancel()
        await device.close()
        await device.close()
    _say(f"ended {device.status.state}")


async def _close_on_a_line(device: Followed) -> None:
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    await device.close()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _trouble(what: str) -> None:
    """Let the system refuse the device, whichever driver asks."""
    name, number = what.split(":")

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError(int(number), os.strerror(int(number)))

    setattr(evdev.InputDevice, {"take": "grab", "open": "__init__"}[name], refuse)
    setattr(serial_line, {"take": "fcntl", "open": "os"}[name], _Refusing(refuse))


class _Refusing:
    """A module of the system's that refuses what a serial line needs of it."""

    O_RDONLY, O_NOCTTY, O_NONBLOCK, O_CLOEXEC = os.O_RDONLY, os.O_NOCTTY, os.O_NONBLOCK, os.O_CLOEXEC
    LOCK_EX, LOCK_NB = fcntl.LOCK_EX, fcntl.LOCK_NB
    close = staticmethod(os.close)

    def __init__(self, refuse: Callable[..., NoReturn]) -> None:
        self.open = self.flock = refuse


if __name__ == "__main__":
    if len(sys.argv) > 3:
        _trouble(sys.argv[3])
    asyncio.run(_follow(DRIVERS[sys.argv[1]](sys.argv[2])))
