"""Stores a batch once: one statement, and the word which of its events are new, known, or forks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from protocol.wire import codec
from protocol.wire.envelope import Envelope

from ..db.changes import changed
from ..db.rows import rows
from .queries import INBOX

_STORE = """
WITH arrived AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bytea[]) AS x (event_id, epoch, seq, envelope)
), cursor AS (
    INSERT INTO inbox_cursor (terminal, epoch, seq) VALUES ($1, '', 0) ON CONFLICT DO NOTHING
), epochs AS (
    INSERT INTO inbox_epoch (terminal, epoch, applied_seq, last_seq, missing)
    SELECT DISTINCT $1::text, epoch, 0, 0, 0 FROM arrived ON CONFLICT DO NOTHING
)
INSERT INTO inbox_event (event_id, terminal, epoch, seq, envelope, received_at)
SELECT event_id, $1, epoch, seq, envelope, $6 FROM arrived ORDER BY epoch, seq ON CONFLICT DO NOTHING
RETURNING event_id, epoch, seq
"""

_KNOWN = """
SELECT x.event_id, x.epoch, x.seq FROM unnest($2::text[], $3::text[], $4::bigint[]) AS x (event_id, epoch, seq)
JOIN inbox_event e ON e.event_id = x.event_id AND e.terminal = $1 AND e.epoch = x.epoch AND e.seq = x.seq
"""


_KEEP_ASIDE = """
INSERT INTO inbox_fork (event_id, terminal, epoch, seq, envelope, received_at)
SELECT event_id, $1, epoch, seq, envelope, $6
FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bytea[]) AS x (event_id, epoch, seq, envelope)
ON CONFLICT DO NOTHING RETURNING event_id, epoch, seq
"""

_Key = tuple[str, str, int]


@dataclass(frozen=True)
class Stored:
    """What became of a batch. `known` were stored before and are receipted again; `forked` found their place taken."""

    new: tuple[Envelope, ...]
    known: tuple[Envelope, ...]
    forked: tuple[Envelope, ...]


async def store(terminal: str, batch: Sequence[Envelope], at: datetime) -> Stored:
    """Store what is new of a terminal's batch, committed when this returns; forks are named, `keep_aside` keeps them.

    The dispatcher is woken after the commit, not in it: NOTIFY would let commits wait for each other's disk.
    """
    new, rest = _split(batch, await _insert(_STORE, terminal, batch, at))
    known, forked = _split(rest, await _known(terminal, rest)) if rest else ([], [])
    if new:
        await changed(INBOX, terminal)
    return Stored(tuple(new), tuple(known), tuple(forked))


async def keep_aside(terminal: str, forked: Sequence[Envelope], at: datetime) -> bool:
    """Keep forked events in the caller's transaction; whether any of them was not kept before."""
    return bool(await _insert(_KEEP_ASIDE, terminal, forked, at))


async def _insert(sql: str, terminal: str, events: Sequence[Envelope], at: datetime) -> set[_Key]:
    envelopes = [codec.encode(event) for event in events]
    return _keys(await rows(sql, [terminal, *_columns(events), envelopes, at]))


async def _known(terminal: str, events: Sequence[Envelope]) -> set[_Key]:
    return _keys(await rows(_KNOWN, [terminal, *_columns(events)]))


def _columns(events: Sequence[Envelope]) -> list[list[object]]:
    return [[event.id for event in events], [event.epoch for event in events], [event.seq for event in events]]


def _keys(found: list[dict[str, Any]]) -> set[_Key]:
    return {(row["event_id"], row["epoch"], row["seq"]) for row in found}


def _split(batch: Sequence[Envelope], keys: set[_Key]) -> tuple[list[Envelope], list[Envelope]]:
    inside = [event for event in batch if (event.id, event.epoch, event.seq) in keys]
    return inside, [event for event in batch if (event.id, event.epoch, event.seq) not in keys]
