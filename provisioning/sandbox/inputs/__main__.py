"""`python -m provisioning.sandbox.inputs`: emulates the input devices until a signal."""

from __future__ import annotations

import argparse
import asyncio
import shutil
from pathlib import Path

from ..ending import run_until_ended
from .bus import Bus
from .control import controlled
from .devices import Inputs


def main() -> None:
    """Emulate until ended, with the reader that types and the tablet plugged in at first."""
    parser = argparse.ArgumentParser(prog="python -m provisioning.sandbox.inputs")
    parser.add_argument("--control", type=Path, required=True, help="the unix socket to listen on")
    parser.add_argument("--place", type=Path, required=True, help="where a link to the devices is put")
    asked = parser.parse_args()
    _forget(asked.place)
    bus = Bus()
    try:
        asked.place.symlink_to(bus.root)
        run_until_ended(_serve(bus, asked.control))
    finally:
        _forget(asked.place)


async def _serve(bus: Bus, socket: Path) -> None:
    inputs = Inputs(bus)
    inputs.plug_in_the_first()
    async with controlled(inputs, socket):
        await asyncio.Event().wait()


def _forget(place: Path) -> None:
    """Take away the devices that a link leads to, also those of a process that was killed."""
    if place.is_symlink():
        shutil.rmtree(place.resolve(), ignore_errors=True)
        place.unlink()


if __name__ == "__main__":
    main()
