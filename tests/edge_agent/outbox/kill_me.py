"""A program that puts events as fast as it can and says each one that was accepted, until it is killed."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from ..counter import call, outbox

PRODUCERS = 8


async def produce(folder: Path) -> None:
    """Say `seq id` on standard output after every accepted event."""
    async with outbox(folder) as box, asyncio.TaskGroup() as group:

        async def one() -> None:
            while True:
                stored = await call(box, numbered=True)
                os.write(1, f"{stored.seq} {stored.event_id}\n".encode())

        for _ in range(PRODUCERS):
            group.create_task(one())


if __name__ == "__main__":
    asyncio.run(produce(Path(sys.argv[1])))
