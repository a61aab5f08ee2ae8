"""What may be asked of the inbox: positions, what was set aside, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..db.rows import rows
from .models import Cursor, Epoch, ForkedEvent, SetAsideEvent, StoredEvent

INBOX = "inbox"
SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class SetAside:
    """An event that waits for a person: `reason` is a stable code (`fork`: its place in the stream was taken)."""

    event_id: str
    terminal: str
    reason: str
    since: datetime
    attempts: int


@dataclass(frozen=True)
class MissingEvents:
    """Events of a closed epoch that never arrived: `missing` of the `last_seq` the terminal says it wrote."""

    terminal: str
    epoch: str
    last_seq: int
    missing: int
    closed_at: datetime


async def highest_seq(terminal: str, epoch: str) -> int:
    """The highest seq stored of an epoch, 0 when none is."""
    sql = "SELECT max(seq) AS highest FROM inbox_event WHERE terminal = $1 AND epoch = $2"
    return int((await rows(sql, [terminal, epoch]))[0]["highest"] or 0)


async def set_aside_events() -> list[SetAside]:
    """Everything that waits for a person, oldest first, forks included."""
    aside = await SetAsideEvent.filter(applied_at__isnull=True).order_by("set_aside_at")
    known = {event.event_id for event in await SetAsideEvent.all().only("event_id")}
    forks = await ForkedEvent.all().order_by("received_at").only("event_id", "terminal", "received_at")
    waiting = [SetAside(a.event_id, a.terminal, a.reason, a.set_aside_at, a.attempts) for a in aside]
    waiting += [SetAside(f.event_id, f.terminal, "fork", f.received_at, 0) for f in forks if f.event_id not in known]
    return sorted(waiting, key=lambda one: one.since)


async def missing_events() -> list[MissingEvents]:
    """Every closed epoch that had a gap when it was closed, newest first."""
    closed = await Epoch.filter(missing__gt=0, closed_at__isnull=False).order_by("-closed_at")
    return [MissingEvents(c.terminal, c.epoch, c.last_seq, c.missing, c.closed_at) for c in closed if c.closed_at]


async def backlog() -> int:
    """How many events of the current epochs are stored but not applied yet."""
    total = 0
    for cursor in await Cursor.all():
        total += await StoredEvent.filter(terminal=cursor.terminal, epoch=cursor.epoch, seq__gt=cursor.seq).count()
    return total
