"""Hears batches from the session, stores them, and only then says so in receipts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from protocol.errors import ProtocolError
from protocol.session import Message, Published
from protocol.wire import codec, topics
from protocol.wire.envelope import Envelope, source_of
from protocol.wire.messages.commands import BeginEpoch
from protocol.wire.messages.receipts import Receipt, ranges

from ..clock import Clock, rfc3339
from ..db.outage import DATABASE_AWAY
from ..db.transaction import transaction
from ..link.use_cases.send_command import send_command
from ..log import logger
from ..operations.use_cases.raise_alarm import raise_alarm
from .counters import BATCHES_REFUSED, EVENTS, STORE_SECONDS
from .store import Stored, keep_aside, store

_log = logger("inbox")


class Replier(Protocol):
    """The part of the session that receipts need."""

    async def publish(self, topic: str, payload: bytes) -> Published:
        """Sign, publish and wait for the broker's word."""


class KnownTerminals(Protocol):
    """Who is in service."""

    def knows(self, terminal: str) -> bool:
        """Whether a terminal is enrolled and in service."""


class BatchListener:
    """The handler of `topics.events`; without a receipt the terminal sends the batch again."""

    def __init__(self, replier: Replier, terminals: KnownTerminals, clock: Clock) -> None:
        self._replier = replier
        self._terminals = terminals
        self._clock = clock

    async def take(self, message: Message) -> None:
        """Store one batch and publish its receipts; a batch that is not its terminal's own is dropped whole."""
        terminal = topics.terminal_of(message.topic)
        batch = self._read(terminal, message.payload)
        if not batch:
            return
        with STORE_SECONDS.time():
            try:
                stored = await self._store(terminal, batch)
            except DATABASE_AWAY as error:
                _log.warning("batch-not-stored", terminal=terminal, error=type(error).__name__)
                return
            await self._receipt(terminal, stored, codec.batch_digest(message.payload))

    def _read(self, terminal: str, payload: bytes) -> list[Envelope]:
        if not self._terminals.knows(terminal):
            return _refuse(terminal, "unknown-terminal")
        try:
            batch = codec.decode_batch(payload)
        except ProtocolError as error:
            return _refuse(terminal, error.code)
        if any(event.source != source_of(terminal) for event in batch):
            return _refuse(terminal, "foreign-source")
        return batch

    async def _store(self, terminal: str, batch: list[Envelope]) -> Stored:
        now = self._clock.now()
        stored = await store(terminal, batch, now)
        if stored.forked:
            async with transaction():
                if await keep_aside(terminal, stored.forked, now):
                    await self._tell_fork(terminal, stored)
        return stored

    async def _tell_fork(self, terminal: str, stored: Stored) -> None:
        for epoch, events in _by_epoch(stored.forked):
            _log.error("stream-forked", terminal=terminal, epoch=epoch, events=len(events))
            detail: dict[str, str | int] = {"epoch": epoch, "first_seq": min(event.seq for event in events)}
            await raise_alarm("stream-forked", terminal, self._clock.now(), detail)
            await send_command(terminal, BeginEpoch(epoch=epoch))

    async def _receipt(self, terminal: str, stored: Stored, digest: str) -> None:
        for outcome, events in (("new", stored.new), ("known", stored.known), ("forked", stored.forked)):
            EVENTS.labels(outcome).inc(len(events))
        for receipt in receipts_of(terminal, stored, rfc3339(self._clock.now()), digest):
            await self._replier.publish(topics.receipts(terminal), codec.encode(receipt))


def receipts_of(terminal: str, stored: Stored, time: str, batch: str) -> list[Receipt]:
    """One receipt per epoch of the batch, naming exactly what is stored and what forked."""
    kept = dict(_by_epoch((*stored.new, *stored.known)))
    forked = dict(_by_epoch(stored.forked))
    return [
        Receipt(
            terminal=terminal,
            epoch=epoch,
            stored=ranges([event.seq for event in kept.get(epoch, [])]),
            time=time,
            batch=batch,
            forked=tuple(sorted({event.seq for event in forked.get(epoch, [])})),
        )
        for epoch in sorted(kept | forked)
    ]


def _by_epoch(events: Sequence[Envelope]) -> list[tuple[str, list[Envelope]]]:
    ordered = sorted(events, key=lambda event: event.epoch)
    return [(epoch, list(group)) for epoch, group in groupby(ordered, key=lambda event: event.epoch)]


def _refuse(terminal: str, reason: str) -> list[Envelope]:
    BATCHES_REFUSED.labels(reason).inc()
    _log.warning("batch-refused", terminal=terminal, reason=reason)
    return []
