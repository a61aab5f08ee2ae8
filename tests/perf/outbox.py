"""How many durable puts a second, against pwrite and fdatasync of this very disk: python -m tests.perf.outbox."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.edge_agent.counter import call, outbox

ROUNDS = 5
PUTS = 1000
BODY = "x" * 300
RECORD_BYTES = 1024


@dataclass(frozen=True)
class Way:
    """One way to put: how many producers at once, and how many events of each."""

    name: str
    producers: int
    each: int


WAYS = (
    Way("1 producer", 1, PUTS),
    Way("10 producers", 10, PUTS),
    Way("100 producers", 100, 2 * PUTS // 10),
)


def syncs_per_second(folder: Path, count: int = PUTS) -> float:
    """The limit: one overwrite of a preallocated file and one fdatasync per record."""
    record = os.urandom(RECORD_BYTES)
    descriptor = os.open(folder / "limit", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.pwrite(descriptor, bytes(RECORD_BYTES * count), 0)
        os.fsync(descriptor)
        begun = perf_counter()
        for number in range(count):
            os.pwrite(descriptor, record, number * RECORD_BYTES)
            os.fdatasync(descriptor)
        return count / (perf_counter() - begun)
    finally:
        os.close(descriptor)


async def puts_per_second(folder: Path, way: Way) -> float:
    """Accepted events a second, sealing and numbering included."""
    async with outbox(folder) as box:

        async def produce() -> None:
            for _ in range(way.each):
                await call(box, BODY)

        begun = perf_counter()
        await asyncio.gather(*(produce() for _ in range(way.producers)))
        return way.producers * way.each / (perf_counter() - begun)


def measure() -> dict[str, list[float]]:
    """Rounds of the limit and of every way in turn, so that each round has its own limit; ratios by way."""
    ratios: dict[str, list[float]] = {name: [] for name in ("limit/s", *(way.name for way in WAYS))}
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            limit = syncs_per_second(Path(folder))
            ratios["limit/s"].append(limit)
            for way in WAYS:
                home = Path(folder) / str(way.producers)
                home.mkdir()
                ratios[way.name].append(asyncio.run(puts_per_second(home, way)) / limit)
    return ratios


def main() -> None:
    """Print min, median and max."""
    for name, values in measure().items():
        shown = [f"{value:,.2f}" for value in (min(values), statistics.median(values), max(values))]
        sys.stdout.write(f"{name:15} min {shown[0]:>10}  median {shown[1]:>10}  max {shown[2]:>10}\n")


if __name__ == "__main__":
    main()
