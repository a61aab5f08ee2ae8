"""`python -m provisioning.sandbox.cards`: serves the cards of a box to the virtual reader of its network namespace."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..ending import run_until_ended
from .box import CardBox
from .control import controlled
from .counter import Counter
from .journal import Journal
from .slot import Slot


async def _serve(box: Path, socket: Path, ports: list[int], journal: Path | None) -> None:
    counter = Counter(CardBox(box), tuple(Slot(port, Journal(journal)) for port in ports))
    async with controlled(counter, socket):
        await counter.run()


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(prog="python -m provisioning.sandbox.cards")
    parser.add_argument("--box", type=Path, required=True, help="the directory of the cards")
    parser.add_argument("--control", type=Path, required=True, help="the unix socket to listen on")
    parser.add_argument("--port", type=int, action="append", required=True, help="of vpcd, one for each slot")
    parser.add_argument("--journal", type=Path, help="the file for commands and status words")
    asked = parser.parse_args()
    run_until_ended(_serve(asked.box, asked.control, asked.port, asked.journal))


if __name__ == "__main__":
    main()
