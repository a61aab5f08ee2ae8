"""Every statement that runs on the outbox file, on one connection, in one thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from protocol.wire.codec import BATCH_BYTES, BATCH_EVENTS, join_batch
from protocol.wire.messages.receipts import SeqRange

from ..clock import rfc3339
from .sealer import Capture
from .stream import Stream

_ADD = """
INSERT INTO waiting (position, life, seq, event_id, kind, captured_at, envelope) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_STREAM = "SELECT life, epoch, seq, position, newest, day, is_day_trusted, serial, floor, changes"
_SAVE = """
INSERT OR REPLACE INTO stream (id, life, seq, position, newest, day, is_day_trusted, serial, floor, changes)
VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LIFE = "(SELECT life FROM epochs WHERE epoch = ?)"
_ROWS = "SELECT waiting.position, epochs.epoch, seq, envelope FROM waiting JOIN epochs USING (life)"
_FORKED = "forked"
_COUNTS = """
SELECT (SELECT count(*) FROM aside WHERE trouble = 'forked'), (SELECT count(*) FROM aside WHERE trouble <> 'forked'),
(SELECT count(*) FROM waiting WHERE trouble IS NOT NULL)
"""


@dataclass(frozen=True)
class Batch:
    """Events of one epoch as they go out together; `last_position` is where the next batch begins after."""

    epoch: str
    seqs: tuple[int, ...]
    last_position: int
    payload: bytes


@dataclass(frozen=True)
class WaitingRow:
    """One waiting event as a technician may see it: no content. `sent_at` is empty until the broker took it.

    `trouble` says why it needs attention, and is empty when it does not.
    """

    event_id: str
    epoch: str
    seq: int
    kind: str
    captured_at: str
    sent_at: str
    size: int
    trouble: str


@dataclass(frozen=True)
class EpochChange:
    """What was before an epoch (empty and 0: nothing is known) and why it began."""

    previous: str
    previous_last_seq: int
    reason: str


@dataclass(frozen=True)
class Standing:
    """What is committed: the stream, how many events wait, and when the oldest was captured.

    `troubled` of those that wait need attention, for the reason `trouble` (of the oldest). `forked` and `set_aside`
    no longer wait, but are kept.
    """

    stream: Stream
    count: int
    oldest_at: datetime | None
    forked: int
    set_aside: int = 0
    troubled: int = 0
    trouble: str = ""


class Ledger:
    """The open file. `stream` runs ahead inside a transaction; `committed` is what a power cut would leave."""

    def __init__(self, connection: sqlite3.Connection, stream: Stream) -> None:
        self._db = connection
        self.stream = stream
        self.count = self._number("SELECT count(*) FROM waiting")
        self.committed = self._looked_up()
        self._is_stale = False

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One durable commit. Raises sqlite3.Error, and then nothing in it has happened."""
        before = self.committed
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            if self.stream != before.stream:
                save_stream(self._db, self.stream)
            standing = self._standing()
            self._db.execute("COMMIT")
        except sqlite3.Error:
            self.stream, self.count, self._is_stale = before.stream, before.count, False
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self.committed, self._is_stale = standing, False

    def add(self, capture: Capture, envelope: bytes, stream: Stream) -> None:
        """Append one sealed event; `stream` is where the stream stands after it."""
        row = (stream.position, stream.life, stream.seq, capture.event_id, capture.kind, rfc3339(capture.at), envelope)
        self._db.execute(_ADD, row)
        self.stream = stream
        self._is_stale |= self.count == 0
        self.count += 1

    def begin_epoch(self, stream: Stream, reason: str) -> None:
        """Close the epoch the stream is in, and go on in the new one that `stream` is in."""
        close_epoch(self._db, self.stream)
        add_epoch(self._db, stream, reason)
        self.stream = stream

    def change(self) -> EpochChange:
        """How the present epoch began."""
        statement = """
        SELECT coalesce(old.epoch, ''), coalesce(old.last_seq, 0), new.reason
        FROM epochs AS new LEFT JOIN epochs AS old ON old.life = new.life - 1 WHERE new.life = ?
        """
        return EpochChange(*self._db.execute(statement, (self.stream.life,)).fetchone())

    def forget(self, epoch: str, ranges: Iterable[SeqRange]) -> int:
        """Delete exactly these events of an epoch; how many there were."""
        deleted = 0
        for one in ranges:
            statement = f"DELETE FROM waiting WHERE life = {_LIFE} AND seq BETWEEN ? AND ?"  # noqa: S608
            deleted += self._db.execute(statement, (epoch, one.first, one.last)).rowcount
        return self._gone(deleted)

    def set_forked(self, epoch: str, seqs: Iterable[int]) -> int:
        """Take events whose place was taken out of the queue, and keep them; how many there were."""
        return sum(self.set_aside(epoch, seq, _FORKED) for seq in seqs)

    def set_aside(self, epoch: str, seq: int, reason: str) -> int:
        """Take one event out of the queue, and keep it with the reason; 0 when it did not wait."""
        if not self.mark_troubled(epoch, seq, reason):
            return 0
        chosen = f"FROM waiting WHERE life = {_LIFE} AND seq = ?"
        self._db.execute(f"INSERT INTO aside SELECT * {chosen}", (epoch, seq))
        return self._gone(self._db.execute(f"DELETE {chosen}", (epoch, seq)).rowcount)

    def mark_troubled(self, epoch: str, seq: int, reason: str) -> bool:
        """Note why an event needs attention; it is in no batch any more. False when it does not wait."""
        self._is_stale = True
        statement = f"UPDATE waiting SET trouble = ? WHERE life = {_LIFE} AND seq = ?"  # noqa: S608
        return bool(self._db.execute(statement, (reason, epoch, seq)).rowcount)

    def forgive(self) -> None:
        """Put every event that needs attention back among the others."""
        self._is_stale = True
        self._db.execute("UPDATE waiting SET trouble = NULL WHERE trouble IS NOT NULL")

    def has_arrived(self, epoch: str, seq: int) -> bool:
        """Whether an event that was once put does not wait any more."""
        statement = f"SELECT 1 FROM waiting WHERE life = {_LIFE} AND seq = ?"  # noqa: S608
        return self._db.execute(statement, (epoch, seq)).fetchone() is None

    def mark_sent(self, epoch: str, seqs: tuple[int, ...], at: datetime) -> None:
        """Note that the broker took these; only a receipt makes them go away."""
        marks = ",".join("?" * len(seqs))
        statement = f"UPDATE waiting SET sent_at = ? WHERE life = {_LIFE} AND seq IN ({marks})"  # noqa: S608
        self._db.execute(statement, (rfc3339(at), epoch, *seqs))

    def batch_after(self, position: int) -> Batch | None:
        """The next events after a position, of one epoch, as many as one batch holds."""
        chosen = f"{_ROWS} WHERE position > ? AND trouble IS NULL ORDER BY position LIMIT ?"
        return _packed(self._db.execute(chosen, (position, BATCH_EVENTS)))

    def troubled_after(self, position: int) -> Batch | None:
        """The next event after a position that needs attention, by itself."""
        chosen = f"{_ROWS} WHERE position > ? AND trouble IS NOT NULL ORDER BY position LIMIT 1"
        return _packed(self._db.execute(chosen, (position,)))

    def batch_of(self, epoch: str, seqs: tuple[int, ...]) -> Batch | None:
        """Those of these events that still wait."""
        marks = ",".join("?" * len(seqs))
        return _packed(self._db.execute(f"{_ROWS} WHERE epoch = ? AND seq IN ({marks}) ORDER BY seq", (epoch, *seqs)))

    def listed(self, limit: int) -> tuple[WaitingRow, ...]:
        """The oldest waiting events, without content."""
        statement = """
        SELECT event_id, epoch, seq, kind, captured_at, coalesce(sent_at, ''), length(envelope), coalesce(trouble, '')
        FROM waiting JOIN epochs USING (life) ORDER BY position LIMIT ?
        """
        return tuple(WaitingRow(*row) for row in self._db.execute(statement, (limit,)))

    def _gone(self, count: int) -> int:
        self._is_stale |= count > 0
        self.count -= count
        return count

    def _standing(self) -> Standing:
        if self._is_stale:
            return self._looked_up()
        return replace(self.committed, stream=self.stream, count=self.count)

    def _looked_up(self) -> Standing:
        oldest = self._db.execute("SELECT captured_at FROM waiting ORDER BY position LIMIT 1").fetchone()
        oldest_at = None if oldest is None else datetime.fromisoformat(oldest[0])
        forked, aside, troubled = self._db.execute(_COUNTS).fetchone()
        worst = "SELECT trouble FROM waiting WHERE trouble IS NOT NULL ORDER BY position LIMIT 1"
        trouble = self._db.execute(worst).fetchone()[0] if troubled else ""
        return Standing(self.stream, self.count, oldest_at, forked, aside, troubled, trouble)

    def _number(self, statement: str) -> int:
        return int(self._db.execute(statement).fetchone()[0])


def add_epoch(connection: sqlite3.Connection, stream: Stream, reason: str) -> None:
    """Name the epoch that `stream` is in."""
    row = (stream.life, stream.epoch, reason)
    connection.execute("INSERT INTO epochs (life, epoch, reason) VALUES (?, ?, ?)", row)


def close_epoch(connection: sqlite3.Connection, stream: Stream) -> None:
    """Note the last seq of the epoch that `stream` is in."""
    connection.execute("UPDATE epochs SET last_seq = ? WHERE life = ?", (stream.seq, stream.life))


def save_stream(connection: sqlite3.Connection, stream: Stream) -> None:
    """Write where the stream stands."""
    row = (
        stream.life, stream.seq, stream.position, stream.newest.isoformat(), stream.day.isoformat(),
        int(stream.is_day_trusted), stream.serial, stream.floor, stream.changes,
    )  # fmt: skip
    connection.execute(_SAVE, row)


def read_stream(connection: sqlite3.Connection) -> Stream | None:
    """Where the stream stands; None in a file that has never been used. Raises sqlite3.Error and ValueError."""
    row = connection.execute(f"{_STREAM} FROM stream JOIN epochs USING (life)").fetchone()
    if row is None:
        return None
    life, epoch, seq, position, newest, day, is_day_trusted, serial, floor, changes = row
    return Stream(
        life, epoch, seq, position, datetime.fromisoformat(newest), date.fromisoformat(day),
        bool(is_day_trusted), serial, floor, changes,
    )  # fmt: skip


def _packed(rows: Iterable[tuple[int, str, int, bytes]]) -> Batch | None:
    epoch, position, seqs, envelopes, size = "", 0, [], list[bytes](), 1
    for row_position, row_epoch, seq, envelope in rows:
        size += len(envelope) + 1
        if envelopes and (row_epoch != epoch or size > BATCH_BYTES):
            break
        epoch, position = row_epoch, row_position
        seqs.append(seq)
        envelopes.append(envelope)
    return Batch(epoch, tuple(seqs), position, join_batch(envelopes)) if envelopes else None
