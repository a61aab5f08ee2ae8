"""The outbox: what the counter reports is accepted when it is on the disk, and forgotten when central has it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from protocol.identifiers import ReceptionNumber, new_id
from protocol.wire.codec import encode
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.events import Attachment, Body, Captured, EpochBegan
from protocol.wire.messages.receipts import SeqRange

from ..clock import CounterClock, business_day
from .beginning import opened_stream
from .file import open_file
from .ledger import Batch, Ledger, Standing, WaitingRow
from .parcel import NOTHING, Parcel, packed
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


_Sealed = tuple[Capture, bytes, Stream]


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
        self,
        kind: CoarseKind,
        body: Body | NumberedBody,
        *,
        visit: str = "",
        numbered: bool = False,
        attachments: Mapping[str, bytes] = NOTHING,
    ) -> Stored:
        """Accept an event: sealed and on the disk when this returns. Raises NotStored and BodyTooLarge.

        With `numbered`, a reception number is given in the same commit; a `body` that carries it is a function of it.
        `attachments` are bytes by name that go with it, at most 6,000 KiB in all, in the same commit.
        """
        capture = self._capture(kind, visit)
        stored = await self._writer.run(
            lambda ledger: self._add(ledger, capture, body, packed(attachments), numbered or callable(body))
        )
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

    async def mark_troubled(self, epoch: str, seq: int, reason: str) -> bool:
        """Note that an event needs attention. It no longer goes out with the others, and the stream passes over it.

        The stream passes over it by a new epoch, unless central has not even taken the beginning of this one.
        False: it does not wait any more.
        """
        capture = self._capture(CoarseKind.STATE, "")

        def mark(ledger: Ledger) -> bool:
            is_so = ledger.mark_troubled(epoch, seq, reason)
            if is_so and ledger.has_arrived(epoch, 1):
                self._begin(ledger, capture, EpochReason.TROUBLED, epoch)
            return is_so

        is_so = await self._writer.run(mark)
        self.arrived.set()
        return is_so

    async def set_aside(self, epoch: str, seq: int, reason: str) -> bool:
        """Stop sending one event for good, but keep it with the reason; the stream passes over it. False: not here."""
        capture = self._capture(CoarseKind.STATE, "")

        def take_out(ledger: Ledger) -> bool:
            was_here = bool(ledger.set_aside(epoch, seq, reason))
            if was_here:
                self._begin(ledger, capture, EpochReason.TROUBLED, epoch)
            return was_here

        was_here = await self._writer.run(take_out)
        self.arrived.set()
        return was_here

    async def forgive(self) -> None:
        """Let every event that needs attention go out with the others again."""
        await self._writer.run(lambda ledger: ledger.forgive())

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

    async def troubled_after(self, position: int) -> Batch | None:
        """The next event after a position that needs attention, by itself."""
        return await self._writer.run(lambda ledger: ledger.troubled_after(position))

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

    def _add(
        self, ledger: Ledger, capture: Capture, body: Body | NumberedBody, parcel: Parcel, is_numbered: bool
    ) -> Stored:
        stream, sealed = ledger.stream, list[_Sealed]()
        for part, content in parcel.parts_of(capture):
            stream = stream.advanced(capture.at)
            sealed.append(self._sealed(part, content, stream))
        stream = stream.advanced(capture.at)
        if is_numbered:
            stream = stream.numbered(business_day(capture.at), is_trusted=capture.is_clock_trusted)
        number = ReceptionNumber(self._terminal_number, stream.serial)
        said = _captured(capture, body(number) if callable(body) else body, parcel.attachments)
        for one in (*sealed, self._sealed(capture, said, stream)):
            ledger.add(*one)
        return Stored(capture.event_id, stream.epoch, stream.seq, number if is_numbered else None)

    def _begin(self, ledger: Ledger, capture: Capture, reason: EpochReason, after: str) -> bool:
        if ledger.stream.epoch != after:
            return False
        day = ledger.stream.on_day(business_day(capture.at), is_trusted=capture.is_clock_trusted)
        is_whole = reason is EpochReason.TROUBLED
        ledger.begin_epoch(day.past_trouble(new_id()) if is_whole else day.in_new_epoch(new_id()), reason)
        self._announce(ledger, capture)
        return True

    def _announce(self, ledger: Ledger, capture: Capture) -> None:
        change = ledger.change()
        body = EpochBegan(change.previous, change.previous_last_seq, change.reason)
        ledger.add(*self._sealed(capture, _captured(capture, body), ledger.stream.advanced(capture.at)))

    def _sealed(self, capture: Capture, plaintext: bytes, stream: Stream) -> _Sealed:
        return capture, self._sealer.seal(capture, plaintext, epoch=stream.epoch, seq=stream.seq), stream


def _captured(capture: Capture, body: Body, attachments: tuple[Attachment, ...] = ()) -> bytes:
    return encode(Captured(body, capture.is_offline, capture.is_clock_trusted, capture.visit, attachments))
