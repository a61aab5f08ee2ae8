"""How fast batches become rows, as a share of COPY into the same kind of table: python -m tests.perf.ingest."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import asyncpg

from central.db.connection import Database, credentials
from central.db.schema import migrate
from central.inbox.listener import BatchListener
from protocol.session import Message
from protocol.wire import codec
from protocol.wire.envelope import Envelope
from provisioning.sandbox.database import Database as PrivatePostgres
from tests.central.clock import TestClock
from tests.central.terminal import BareTerminal, Everybody, RecordingSession

BATCHES = 200
ROUNDS = 5
TERMINALS = 4
TARGET = 0.6
_AT = datetime(2026, 4, 1, tzinfo=UTC)
_TABLES = "inbox_event, inbox_cursor, inbox_epoch"
_COLUMNS = ("event_id", "terminal", "epoch", "seq", "envelope", "received_at")


async def copied(connection: asyncpg.Connection, events: list[Envelope]) -> float:
    """Rows a second of COPY, 1,000 at a time: the limit, which removes no duplicate."""
    await connection.execute(f"TRUNCATE {_TABLES}")
    begun = perf_counter()
    for start in range(0, len(events), 1000):
        records = [(e.id, e.terminal, e.epoch, e.seq, codec.encode(e), _AT) for e in events[start : start + 1000]]
        await connection.copy_records_to_table("inbox_event", records=records, columns=_COLUMNS)
    return len(events) / (perf_counter() - begun)


async def received(connection: asyncpg.Connection, messages: list[Message]) -> float:
    """Rows a second from arriving batches to receipts, with as many workers as central has."""
    await connection.execute(f"TRUNCATE {_TABLES}")
    session, waiting = RecordingSession(), iter(messages)
    listener = BatchListener(session, Everybody(), TestClock())

    async def work() -> None:
        for message in waiting:
            await listener.take(message)

    begun = perf_counter()
    await asyncio.gather(*(work() for _ in range(4)))
    taken = perf_counter() - begun
    assert len(session.receipts) == len(messages)
    return len(messages) * codec.BATCH_EVENTS / taken


async def measure(url: str) -> list[tuple[float, float]]:
    """COPY and ours, interleaved."""
    terminals = [BareTerminal(f"counter-{number}") for number in range(1, TERMINALS + 1)]
    batches = [(t, t.events(codec.BATCH_EVENTS)) for t in terminals for _ in range(BATCHES // TERMINALS)]
    messages = [terminal.batch(events) for terminal, events in batches]
    events = [event for _, batch in batches for event in batch]
    connection = await asyncpg.connect(**credentials(url))
    async with Database(url):
        measured = [(await copied(connection, events), await received(connection, messages)) for _ in range(ROUNDS)]
    await connection.close()
    return measured


async def run(url: str) -> str:
    """Two lines for people."""
    await migrate(url)
    measured = await measure(url)
    limit, ours = (statistics.median(values) for values in zip(*measured, strict=True))
    ratio = statistics.median(mine / copy for copy, mine in measured)
    return (
        f"COPY {limit:,.0f} rows/s; batches of {codec.BATCH_EVENTS} to receipt {ours:,.0f} rows/s\n"
        f"{ratio:.2f} of COPY (target {TARGET})\n"
    )


async def measured_privately(folder: Path) -> str:
    """Start a private PostgreSQL with everything that keeps data safe switched on, and measure on it."""
    server = PrivatePostgres(folder / "data", sockets=folder / "sockets", log=folder / "postgres.log")
    await server.start()
    try:
        return await run(server.url)
    finally:
        await server.program.stop()


def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-perf-") as folder:
        sys.stdout.write(asyncio.run(measured_privately(Path(folder))))


if __name__ == "__main__":
    main()
