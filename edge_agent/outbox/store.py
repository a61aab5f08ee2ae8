"""The outbox: what the counter reports is accepted when it is on the disk, and forgotten when central has it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from protocol.identifiers import ReceptionNumber, new_id
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.events import Body, EpochBegan
from protocol.wire.messages.receipts import SeqRange

from ..clock import CounterClock, business_day
from .beginning import opened_stream
from .file import open_file
from .ledger import Batch, Ledger, Standing, WaitingRow
from .retention import Room
from .sealer import Capture, Sealer
from .stream import EpochReason, Stream
from .writer import Writer

_ROOM_SECONDS = 10.0

NumberedBody = Callable[[ReceptionNumber], Body]


@dataclass(frozen=True)
class Stored:
    """An accepted event: it is on the disk."""

    event_id: str
    epoch: str
    seq: int
    reception_number: ReceptionNumber | None = None


@dataclass(frozen=True)
class Waiting:
    """How many events central has not confirmed, and when the oldest was captured."""

    count: int
    oldest_at: datetime | None


class Outbox:
    """One terminal's durable queue. The constructor does no I/O; `async with` opens and closes the file."""

    def __init__(
        self,
        file: Path,
        *,
        terminal: str,
        terminal_number: int,
        recipient: X25519PublicKey,
        clock: CounterClock,
        is_offline: Callable[[], bool],
        reserve_bytes: int = 0,
    ) -> None:
        self._file = file
        self._terminal_number = terminal_number
        self._sealer = Sealer(terminal, recipient)
        self._clock = clock
        self._is_offline = is_offline
        self._room = Room(file.parent, reserve_bytes)
        self._writer = Writer()
        self.arrived = asyncio.Event()

    async def __aenter__(self) -> Outbox:
        self._ledger = await self._writer.start(self._open)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._writer.stop()

    async def run(self) -> None:
        """Keep an eye on the disk until cancelled."""
        while True:
            await self._writer.run(lambda _: self._room.measure())
            await asyncio.sleep(_ROOM_SECONDS)

    async def put(
        self, kind: CoarseKind, body: Body | NumberedBody, *, visit: str = "", numbered: bool = False
    ) -> Stored:
        """Accept an event: sealed and on the disk when this returns. Raises NotStored and BodyTooLarge.

        With `numbered`, a reception number is given in the same commit; a `body` that carries it is a function of it.
        """
        capture = self._capture(kind, visit)
        stored = await self._writer.run(lambda ledger: self._add(ledger, capture, body, numbered or callable(body)))
        self.arrived.set()
        return stored

    def waiting(self) -> Waiting:
        """What central has not confirmed."""
        standing = self.standing()
        return Waiting(standing.count, standing.oldest_at)

    def standing(self) -> Standing:
        """What is committed."""
        return self._ledger.committed

    def has_room(self) -> bool:
        """Whether the disk has room for a new visit."""
        return self._room.is_left

    def business_day(self) -> date:
        """The day that reception numbers are counted on; it never goes backwards."""
        return max(self.standing().stream.day, business_day(self._clock.now()))

    async def confirm(self, epoch: str, ranges: Iterable[SeqRange]) -> int:
        """Forget exactly what a receipt names; how many events that were."""
        return await self._writer.run(lambda ledger: ledger.forget(epoch, ranges))

    async def set_forked(self, epoch: str, seqs: Iterable[int]) -> int:
        """Stop sending events whose place another one had taken, but keep them; how many they were."""
        return await self._writer.run(lambda ledger: ledger.set_forked(epoch, seqs))

    async def begin_epoch(self, reason: EpochReason, *, after: str) -> bool:
        """Leave the epoch `after` for a new one, which begins with its EpochBegan event. False: it was left before."""
        capture = self._capture(CoarseKind.STATE, "")
        has_begun = await self._writer.run(lambda ledger: self._begin(ledger, capture, reason, after))
        self.arrived.set()
        return has_begun

    async def learn_serial(self, day: date, highest: int) -> None:
        """Number on above the highest serial that central knows of this day."""
        is_trusted = self._clock.is_trusted

        def learn(ledger: Ledger) -> None:
            ledger.stream = ledger.stream.on_day(day, is_trusted=is_trusted).with_known_serial(day, highest)

        await self._writer.run(learn)

    async def batch_after(self, position: int) -> Batch | None:
        """The next events to send after a position, at most one batch of one epoch."""
        return await self._writer.run(lambda ledger: ledger.batch_after(position))

    async def batch_of(self, epoch: str, seqs: tuple[int, ...]) -> Batch | None:
        """Those of these events that still wait, byte for byte as before."""
        return await self._writer.run(lambda ledger: ledger.batch_of(epoch, seqs))

    async def mark_sent(self, batch: Batch) -> None:
        """Note that the broker took a batch."""
        now = self._clock.now()
        await self._writer.run(lambda ledger: ledger.mark_sent(batch.epoch, batch.seqs, now))

    async def listed(self, limit: int) -> tuple[WaitingRow, ...]:
        """The oldest waiting events, without content."""
        return await self._writer.run(lambda ledger: ledger.listed(limit))

    def _open(self) -> Ledger:
        now, is_trusted = self._clock.now(), self._clock.is_trusted
        connection = open_file(self._file, business_day(now))
        ledger = Ledger(connection, opened_stream(connection, self._file, now, is_trusted=is_trusted))
        self._clock.not_before(ledger.stream.newest)
        self._room.measure()
        if ledger.stream.seq == 0:
            capture = self._capture(CoarseKind.STATE, "")
            with ledger.transaction():
                self._announce(ledger, capture)
        return ledger

    def _capture(self, kind: CoarseKind, visit: str) -> Capture:
        is_trusted = self._clock.is_trusted
        return Capture(new_id(), kind, self._clock.now(), visit, self._is_offline(), is_trusted)

    def _add(self, ledger: Ledger, capture: Capture, body: Body | NumberedBody, is_numbered: bool) -> Stored:
        stream = ledger.stream.advanced(capture.at)
        if is_numbered:
            stream = stream.numbered(business_day(capture.at), is_trusted=capture.is_clock_trusted)
        number = ReceptionNumber(self._terminal_number, stream.serial)
        self._seal_and_add(ledger, capture, body(number) if callable(body) else body, stream)
        return Stored(capture.event_id, stream.epoch, stream.seq, number if is_numbered else None)

    def _begin(self, ledger: Ledger, capture: Capture, reason: EpochReason, after: str) -> bool:
        if ledger.stream.epoch != after:
            return False
        day = ledger.stream.on_day(business_day(capture.at), is_trusted=capture.is_clock_trusted)
        ledger.begin_epoch(day.in_new_epoch(new_id()), reason)
        self._announce(ledger, capture)
        return True

    def _announce(self, ledger: Ledger, capture: Capture) -> None:
        change = ledger.change()
        body = EpochBegan(change.previous, change.previous_last_seq, change.reason)
        self._seal_and_add(ledger, capture, body, ledger.stream.advanced(capture.at))

    def _seal_and_add(self, ledger: Ledger, capture: Capture, body: Body, stream: Stream) -> None:
        envelope = self._sealer.seal(capture, body, epoch=stream.epoch, seq=stream.seq)
        ledger.add(capture, envelope, stream)
