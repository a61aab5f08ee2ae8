"""`python -m provisioning.sandbox.receipt`: the receipt printer of the practice village, a program of its own."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from ..ending import run_until_ended
from .mechanism import Mechanism
from .server import ReceiptServer, controlled


async def _serve(slips: Path, port: int, control: Path) -> None:
    mechanism = await asyncio.to_thread(Mechanism, slips)
    async with ReceiptServer(mechanism, port=port) as server, controlled(server, mechanism, control):
        await asyncio.Event().wait()


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(prog="python -m provisioning.sandbox.receipt")
    parser.add_argument("--slips", type=Path, required=True, help="the directory of the pictures")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--control", type=Path, required=True, help="the unix socket to listen on")
    asked = parser.parse_args()
    run_until_ended(_serve(asked.slips, asked.port, asked.control))


if __name__ == "__main__":
    main()
