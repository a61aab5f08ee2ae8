"""Sends what waits, in order, in batches, and again until central's receipt; first it asks where the stream stands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Protocol

from protocol.session import Published
from protocol.wire.codec import BATCH_CONTENT_TYPE
from protocol.wire.messages.answers import Body as Answer
from protocol.wire.messages.answers import Position
from protocol.wire.messages.questions import Body as Question
from protocol.wire.messages.questions import StreamPosition
from protocol.wire.messages.receipts import SeqRange

from ..log import logger
from .flights import Flight, Flights
from .ledger import Batch
from .store import Outbox
from .stream import EpochReason

WINDOW = 20
RESEND_SECONDS = 5.0
_TICK_SECONDS = 0.5
_SHORTEST_PAUSE = 0.25
_LONGEST_PAUSE = 2.0

_log = logger("outbox")


class Line(Protocol):
    """The part of the session that sending needs."""

    @property
    def is_connected(self) -> bool:
        """Whether the broker has accepted this end."""

    async def publish(self, topic: str, payload: bytes, *, content_type: str = "") -> Published:
        """Sign, publish and wait for the broker's word."""


class Asker(Protocol):
    """The part of the questions that sending needs."""

    async def ask(self, body: Question) -> Answer | None:
        """Central's answer, or None."""


class Sender:
    """Owns the way from the outbox to the broker. `WINDOW` batches at most are unconfirmed at a time."""

    def __init__(self, outbox: Outbox, line: Line, asker: Asker, *, topic: str, resend_seconds: float = RESEND_SECONDS):
        self._outbox = outbox
        self._line = line
        self._asker = asker
        self._topic = topic
        self._resend_seconds = resend_seconds
        self._flights = Flights()
        self._wake = outbox.arrived
        self._hurry = asyncio.Event()
        self._is_stopped = False
        self._pause = _SHORTEST_PAUSE

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            if self._line.is_connected and await self._agree_on_position():
                await self._drain()
            await self._rest()

    def landed(self, epoch: str, ranges: Iterable[SeqRange]) -> None:
        """A receipt named these and the outbox has forgotten them."""
        self._flights.land(epoch, ranges)
        self._pause = _SHORTEST_PAUSE
        self._wake.set()

    def line_changed(self, _is_connected: bool) -> None:
        """The session came up or was cut."""
        self.start_over()

    def start_over(self) -> None:
        """Ask for the position again, now, and send everything that waits."""
        self._pause = _SHORTEST_PAUSE
        self._hurry.set()
        self._stop()

    def _stop(self) -> None:
        self._is_stopped = True
        self._wake.set()

    async def _agree_on_position(self) -> bool:
        self._is_stopped = False
        day = self._outbox.business_day()
        epoch = self._outbox.standing().stream.epoch
        answer = await self._asker.ask(StreamPosition(epoch, day.isoformat()))
        if not isinstance(answer, Position):
            return False
        if answer.highest_seq > self._outbox.standing().stream.seq:
            _log.error("outbox-restored", highest_seq=answer.highest_seq)
            await self._outbox.begin_epoch(EpochReason.RESTORED, after=epoch)
        await self._outbox.learn_serial(day, answer.highest_serial)
        return True

    async def _drain(self) -> None:
        self._flights = Flights()
        position = 0
        async with asyncio.TaskGroup() as publishing:
            while not self._is_stopped:
                self._wake.clear()
                batch = await self._again() or await self._fresh(position)
                if batch is None:
                    await _set_within(self._wake, _TICK_SECONDS)
                    continue
                position = max(position, batch.last_position)
                flight = self._flights.depart(batch.epoch, batch.seqs, asyncio.get_running_loop().time())
                publishing.create_task(self._publish(batch, flight))

    async def _again(self) -> Batch | None:
        overdue = self._flights.overdue(asyncio.get_running_loop().time() - self._resend_seconds)
        if overdue is None:
            return None
        return await self._outbox.batch_of(overdue.epoch, tuple(overdue.seqs))

    async def _fresh(self, position: int) -> Batch | None:
        return await self._outbox.batch_after(position) if len(self._flights) < WINDOW else None

    async def _publish(self, batch: Batch, flight: Flight) -> None:
        outcome = await self._line.publish(self._topic, batch.payload, content_type=BATCH_CONTENT_TYPE)
        if outcome is Published.ACCEPTED:
            flight.left_at = asyncio.get_running_loop().time()
            await self._outbox.mark_sent(batch)
            return
        if outcome is Published.REFUSED:
            _log.error("outbox-batch-refused", events=len(batch.seqs), size=len(batch.payload))
        self._stop()

    async def _rest(self) -> None:
        await _set_within(self._hurry, self._pause)
        self._hurry.clear()
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)


async def _set_within(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
