"""Sends what waits, in order, in batches, and again until central's receipt; first it asks where the stream stands."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from typing import Protocol

from protocol.rarely import Rarely
from protocol.session import Published
from protocol.wire.codec import BATCH_CONTENT_TYPE, batch_digest
from protocol.wire.messages.answers import Body as Answer
from protocol.wire.messages.answers import Position
from protocol.wire.messages.questions import Body as Question
from protocol.wire.messages.questions import StreamPosition
from protocol.wire.messages.receipts import SeqRange

from ..errors import NotStored
from ..log import logger
from .flights import Flight, Flights
from .knocking import Knocking
from .ledger import Batch
from .store import Outbox
from .stream import EpochReason

WINDOW = 20
RESEND_SECONDS = 5.0
KNOCK_SECONDS = 60.0
TRIES = 5
REFUSED = "refused"
NOT_RECEIPTED = "not-receipted"
_REMEMBERED = 1000
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
    """Owns the way from the outbox to the broker. `WINDOW` batches at most are unconfirmed at a time.

    A batch that is not receipted `TRIES` times although central is there is halved, until the one event that central
    does not take stands alone: it needs attention, and the others go on.
    """

    def __init__(
        self,
        outbox: Outbox,
        line: Line,
        asker: Asker,
        *,
        topic: str,
        resend_seconds: float = RESEND_SECONDS,
        knock_seconds: float = KNOCK_SECONDS,
    ) -> None:
        self._outbox = outbox
        self._line = line
        self._asker = asker
        self._topic = topic
        self._resend_seconds = resend_seconds
        self._flights = Flights()
        self._knocking = Knocking(outbox, every_seconds=knock_seconds)
        self._sent: OrderedDict[str, None] = OrderedDict()
        self._complaint = Rarely()
        self._wake = outbox.arrived
        self._hurry = asyncio.Event()
        self._is_stopped = False
        self._pause = _SHORTEST_PAUSE

    async def run(self) -> None:
        """Send until cancelled; a disk that refuses even a mark only makes it wait."""
        while True:
            try:
                if self._line.is_connected and await self._agree_on_position():
                    await self._drain()
            except* NotStored:
                if self._complaint.is_due(_now()):
                    _log.error("outbox-sender-waits-for-disk")
            await self._rest()

    def has_sent(self, digest: str) -> bool:
        """Whether this process sent the batch that a receipt answers, not long ago."""
        return digest in self._sent

    def landed(self, epoch: str, ranges: Iterable[SeqRange]) -> None:
        """A receipt named these and the outbox has forgotten them."""
        named = tuple(ranges)
        self._flights.land(epoch, named)
        self._knocking.land(epoch, named)
        self._pause = _SHORTEST_PAUSE
        self._wake.set()

    async def retry(self) -> None:
        """Send what needs attention like everything else again, now."""
        await self._outbox.forgive()
        self.start_over()

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
                if self._knocking.take_success():
                    await self.retry()
                elif again := await self._again():
                    publishing.create_task(self._publish(*again))
                elif batch := await self._fresh(position):
                    position = batch.last_position
                    publishing.create_task(self._publish(batch, self._departed(batch)))
                elif knock := await self._knocking.next(_now()):
                    publishing.create_task(self._publish(knock, None))
                else:
                    await _set_within(self._wake, min(_TICK_SECONDS, self._resend_seconds))

    def _departed(self, batch: Batch, tries: int = 1) -> Flight:
        return self._flights.depart(batch.epoch, batch.seqs, _now(), tries=tries)

    async def _again(self) -> tuple[Batch, Flight] | None:
        overdue = self._flights.overdue(_now() - self._resend_seconds)
        if overdue is None:
            return None
        if overdue.tries >= TRIES:
            await self._isolate(overdue)
            return None
        batch = await self._outbox.batch_of(overdue.epoch, tuple(overdue.seqs))
        return None if batch is None else (batch, self._departed(batch, overdue.tries + 1))

    async def _isolate(self, flight: Flight) -> None:
        """Central is there and yet does not take this: halve it until the one event is found that it does not take."""
        if not await self._agree_on_position():
            self._stop()
        elif len(flight.seqs) > 1:
            self._flights.split(flight)
        else:
            (seq,), reason = flight.seqs, REFUSED if flight.is_refused else NOT_RECEIPTED
            is_so = await self._outbox.mark_troubled(flight.epoch, seq, reason)
            if is_so and self._outbox.standing().troubled == 1:
                _log.error("outbox-needs-attention", epoch=flight.epoch, seq=seq, reason=reason)

    async def _fresh(self, position: int) -> Batch | None:
        return await self._outbox.batch_after(position) if len(self._flights) < WINDOW else None

    async def _publish(self, batch: Batch, flight: Flight | None) -> None:
        self._note(batch_digest(batch.payload))
        outcome = await self._line.publish(self._topic, batch.payload, content_type=BATCH_CONTENT_TYPE)
        if outcome is Published.ACCEPTED:
            if flight is not None:
                flight.left_at = _now()
            await self._outbox.mark_sent(batch)
        elif outcome is not Published.REFUSED:
            self._stop()
        elif flight is not None:
            flight.is_refused, flight.tries = True, TRIES

    def _note(self, digest: str) -> None:
        self._sent[digest] = None
        while len(self._sent) > _REMEMBERED:
            self._sent.popitem(last=False)

    async def _rest(self) -> None:
        await _set_within(self._hurry, self._pause)
        self._hurry.clear()
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _set_within(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
