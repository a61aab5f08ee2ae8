"""What can still be read of a broken outbox file: whole envelopes, and where its stream stood."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from protocol.errors import Malformed
from protocol.wire.codec import decode
from protocol.wire.envelope import Envelope

from ..clock import business_day
from .ledger import read_stream
from .stream import Stream

_Row = tuple[int, int, int, str, str, str, bytes]

_DAMAGE = (sqlite3.Error, ValueError, TypeError)
_READ = "SELECT position, life, seq, event_id, kind, captured_at, envelope FROM waiting ORDER BY position"
_WRITE = (
    "INSERT OR IGNORE INTO waiting (position, life, seq, event_id, kind, captured_at, envelope) VALUES (?,?,?,?,?,?,?)"
)
_EPOCH = "INSERT OR IGNORE INTO epochs (life, epoch, reason, last_seq) VALUES (?, ?, 'rescued', ?)"


@dataclass(frozen=True)
class Rescued:
    """Events in their order with the epoch each life had, and the last known stream (None: nothing was readable)."""

    rows: tuple[_Row, ...]
    epochs: dict[int, str]
    stream: Stream | None


def read_broken(file: Path) -> Rescued:
    """Read from both ends until the damage; an envelope that does not say what its row says is left out."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        found = {row[0]: row for order in ("ASC", "DESC") for row in _readable(connection, order)}
        stream = _last_stream(connection)
    rows, epochs = [], {}
    for row in sorted(found.values()):
        envelope = _envelope(row)
        if envelope is not None:
            rows.append(row)
            epochs[row[1]] = envelope.epoch
    return Rescued(tuple(rows), epochs, stream or _stream_after(rows, epochs))


def write_rescued(connection: sqlite3.Connection, rescued: Rescued) -> None:
    """Put rescued events into a new file, byte for byte."""
    for life, epoch in rescued.epochs.items():
        connection.execute(_EPOCH, (life, epoch, max(row[2] for row in rescued.rows if row[1] == life)))
    if rescued.stream is not None:
        stream = rescued.stream
        connection.execute(_EPOCH, (stream.life, stream.epoch, stream.seq))
        connection.execute("UPDATE epochs SET last_seq = ? WHERE life = ?", (stream.seq, stream.life))
    connection.executemany(_WRITE, rescued.rows)


def _readable(connection: sqlite3.Connection, order: str) -> Iterator[_Row]:
    with suppress(*_DAMAGE):
        yield from connection.execute(f"{_READ} {order}")


def _last_stream(connection: sqlite3.Connection) -> Stream | None:
    try:
        return read_stream(connection)
    except _DAMAGE:
        return None


def _envelope(row: _Row) -> Envelope | None:
    try:
        envelope = decode(row[6], Envelope)
    except (Malformed, TypeError):
        return None
    return envelope if (envelope.id, envelope.seq) == (row[3], row[2]) else None


def _stream_after(rows: list[_Row], epochs: dict[int, str]) -> Stream | None:
    if not rows:
        return None
    position, life, seq, _, _, captured_at, _ = rows[-1]
    newest = datetime.fromisoformat(captured_at)
    return Stream(life, epochs[life], seq, position, newest, business_day(newest), is_day_trusted=True)
