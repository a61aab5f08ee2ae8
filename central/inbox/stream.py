"""One terminal's stream under its lock: the next contiguous events, gaps, the passage from epoch to epoch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from protocol.wire.messages.events import EpochBegan

from ..db.rows import rows
from ..operations.use_cases.clear_alarm import clear_alarm
from ..operations.use_cases.raise_alarm import raise_alarm
from .application import Application
from .models import Cursor, Epoch, LateEvent, StoredEvent

_LATE = """
SELECT e.event_id, e.seq, e.envelope, e.received_at FROM inbox_epoch c
JOIN inbox_event e ON e.terminal = c.terminal AND e.epoch = c.epoch AND e.seq > c.applied_seq
WHERE c.terminal = $1 AND c.closed_at IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM inbox_late l WHERE l.event_id = e.event_id)
ORDER BY c.id, e.seq LIMIT $2
"""

_BEGINNINGS = """
SELECT c.epoch, e.envelope FROM inbox_epoch c
JOIN inbox_event e ON e.terminal = c.terminal AND e.epoch = c.epoch AND e.seq = 1
WHERE c.terminal = $1 AND c.epoch <> $2 AND c.closed_at IS NULL ORDER BY c.id
"""

_GAP = """
SELECT c.epoch, CASE WHEN c.epoch = $2 THEN $3::bigint + 1 ELSE 1 END AS seq FROM inbox_epoch c
WHERE c.terminal = $1 AND c.closed_at IS NULL AND EXISTS (
    SELECT 1 FROM inbox_event e
    WHERE e.terminal = c.terminal AND e.epoch = c.epoch AND (c.epoch <> $2 OR e.seq > $3)
) ORDER BY c.id LIMIT 1
"""

_BEYOND = """
SELECT count(*) AS beyond, max(seq) AS highest FROM inbox_event WHERE terminal = $1 AND epoch = $2 AND seq > $3
"""


_RECOUNT = """
UPDATE inbox_epoch c SET missing = c.last_seq - c.applied_seq - (
    SELECT count(*) FROM inbox_event e
    WHERE e.terminal = c.terminal AND e.epoch = c.epoch AND e.seq > c.applied_seq AND e.seq <= c.last_seq
) WHERE c.terminal = $1 AND c.closed_at IS NOT NULL AND c.missing > 0 RETURNING missing
"""


@dataclass(frozen=True)
class Waiting:
    """One stored event that waits to be applied."""

    event_id: str
    seq: int
    envelope: bytes
    received_at: datetime


@dataclass(frozen=True)
class Missing:
    """The one event that holds a stream."""

    epoch: str
    seq: int


@dataclass(frozen=True)
class _Beginning:
    epoch: str
    previous: str
    previous_last_seq: int


async def locked_cursor(terminal: str) -> Cursor | None:
    """The terminal's cursor, ours until commit; None when another replica has it or the terminal never reported."""
    return await Cursor.filter(terminal=terminal).select_for_update(skip_locked=True).first()


async def next_events(cursor: Cursor, limit: int) -> list[Waiting]:
    """The stored events that follow the cursor without a gap."""
    query = StoredEvent.filter(terminal=cursor.terminal, epoch=cursor.epoch, seq__gt=cursor.seq)
    stored = await query.order_by("seq").limit(limit)
    return [
        Waiting(event.event_id, event.seq, event.envelope, event.received_at)
        for place, event in enumerate(stored, start=1)
        if event.seq == cursor.seq + place
    ]


async def late_events(terminal: str, limit: int) -> list[Waiting]:
    """Stored events of closed epochs that were not applied before their epoch was closed."""
    return [Waiting(**row) for row in await rows(_LATE, [terminal, limit])]


async def mark_late(terminal: str, events: list[Waiting], at: datetime) -> None:
    """Remember that these events of closed epochs have been applied; what has turned up is missing no more."""
    await LateEvent.bulk_create([LateEvent(event_id=event.event_id) for event in events], ignore_conflicts=True)
    recounted = await rows(_RECOUNT, [terminal])
    if recounted and not any(row["missing"] for row in recounted):
        await clear_alarm("events-missing", terminal, at)


async def missing_event(cursor: Cursor) -> Missing | None:
    """What the stream waits for while something beyond it is stored; None: it waits for nothing."""
    found = await rows(_GAP, [cursor.terminal, cursor.epoch, cursor.seq])
    return Missing(**found[0]) if found else None


async def pass_to_next_epoch(cursor: Cursor, application: Application, at: datetime) -> bool:
    """Close the cursor's epoch and stand before the next one, when its first event is stored."""
    beginnings = await _beginnings(cursor, application)
    if not beginnings:
        return False
    follows = [beginning for beginning in beginnings if beginning.previous == cursor.epoch]
    chosen = (follows or beginnings)[0]
    if cursor.epoch:
        last_seq = chosen.previous_last_seq if chosen.previous == cursor.epoch else 0
        await _close(cursor.terminal, cursor.epoch, cursor.seq, last_seq, at)
    if chosen.previous not in ("", cursor.epoch):
        await _close(cursor.terminal, chosen.previous, 0, chosen.previous_last_seq, at)
    cursor.epoch, cursor.seq = chosen.epoch, 0
    return True


async def _beginnings(cursor: Cursor, application: Application) -> list[_Beginning]:
    found = []
    for row in await rows(_BEGINNINGS, [cursor.terminal, cursor.epoch]):
        body = application.body_of(row["envelope"])
        previous, last = (body.previous, body.previous_last_seq) if isinstance(body, EpochBegan) else ("", 0)
        found.append(_Beginning(row["epoch"], previous, last))
    return found


async def _close(terminal: str, epoch: str, applied_seq: int, last_seq: int, at: datetime) -> None:
    known, _ = await Epoch.get_or_create(terminal=terminal, epoch=epoch)
    if known.closed_at is not None:
        return
    row = (await rows(_BEYOND, [terminal, epoch, applied_seq]))[0]
    known.applied_seq, known.closed_at = applied_seq, at
    known.last_seq = max(last_seq, row["highest"] or 0, applied_seq)
    known.missing = known.last_seq - applied_seq - row["beyond"]
    await known.save()
    if known.missing:
        await raise_alarm("events-missing", terminal, at, {"epoch": epoch, "missing": known.missing})
