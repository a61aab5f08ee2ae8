"""`python -m provisioning.sandbox.revocation`: the revocation service of the practice village, a program of its own."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from ..clock import PracticeClock
from ..ending import run_until_ended
from ..jpki.hierarchy import read_hierarchy
from .register import Register
from .server import RevocationServer


async def _serve(asked: argparse.Namespace, clock: PracticeClock) -> None:
    hierarchy, register = read_hierarchy(asked.hierarchy), Register(asked.register)
    async with RevocationServer(hierarchy, register, clock, port=asked.port, control=asked.control):
        await asyncio.Event().wait()


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(prog="python -m provisioning.sandbox.revocation")
    parser.add_argument("--hierarchy", type=Path, required=True, help="the directory of the authorities")
    parser.add_argument("--register", type=Path, required=True, help="the file of revoked certificates")
    parser.add_argument("--clock", type=Path, required=True, help="the file of the practice clock")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--control", type=Path, required=True, help="the unix socket to listen on")
    asked = parser.parse_args()
    with PracticeClock(asked.clock) as clock:
        run_until_ended(_serve(asked, clock))


if __name__ == "__main__":
    main()
