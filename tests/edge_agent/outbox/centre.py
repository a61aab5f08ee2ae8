"""A data centre in memory: takes batches, answers where the stream stands, and receipts what it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from edge_agent.clock import rfc3339
from edge_agent.outbox.receipts import Receipts
from edge_agent.outbox.sender import Sender
from edge_agent.outbox.store import Outbox
from protocol.session import Published
from protocol.wire.codec import batch_digest, decode_batch
from protocol.wire.envelope import Envelope
from protocol.wire.messages.answers import Body as Answer
from protocol.wire.messages.answers import Position
from protocol.wire.messages.questions import Body as Question
from protocol.wire.messages.questions import StreamPosition
from protocol.wire.messages.receipts import Receipt, ranges

from ..counter import MORNING, TERMINAL

TOPIC = "events"


@dataclass
class Centre:
    """Both the line and the answers of central, as the sender sees them."""

    is_connected: bool = True
    outcome: Published = Published.ACCEPTED
    position: Position | None = field(default_factory=lambda: Position(0, 0))
    is_receipting: bool = True
    asked: list[StreamPosition] = field(default_factory=list)
    batches: list[bytes] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    ignored: set[int] = field(default_factory=set)
    receipts: Receipts | None = None

    async def publish(self, topic: str, payload: bytes, *, content_type: str = "") -> Published:
        """Take a batch, and receipt it when that is wanted."""
        await asyncio.sleep(0)
        if not self.is_connected or self.outcome is not Published.ACCEPTED:
            return self.outcome if self.is_connected else Published.CUT
        assert (topic, content_type) == (TOPIC, "application/cloudevents-batch+json")
        batch = decode_batch(payload)
        if any(envelope.seq in self.refused for envelope in batch):
            return Published.REFUSED
        self.batches.append(payload)
        if self.is_receipting and not any(envelope.seq in self.ignored for envelope in batch):
            await self.receipt([envelope.seq for envelope in batch], batch[0].epoch)
        return Published.ACCEPTED

    async def ask(self, body: Question) -> Answer | None:
        """Where the stream stands."""
        assert isinstance(body, StreamPosition)
        self.asked.append(body)
        return self.position

    async def receipt(self, seqs: list[int], epoch: str, forked: tuple[int, ...] = ()) -> None:
        """Say that these are stored, of the last batch."""
        assert self.receipts is not None
        digest = batch_digest(self.batches[-1])
        await self.receipts.take(Receipt(TERMINAL, epoch, ranges(seqs), rfc3339(MORNING), digest, forked))

    @property
    def arrived(self) -> list[Envelope]:
        """Every envelope in the order it came, repeats included."""
        return [envelope for payload in self.batches for envelope in decode_batch(payload)]


def sender_to(centre: Centre, box: Outbox, *, resend_seconds: float = 5.0, knock_seconds: float = 60.0) -> Sender:
    """A sender whose receipts come back."""
    sender = Sender(box, centre, centre, topic=TOPIC, resend_seconds=resend_seconds, knock_seconds=knock_seconds)
    centre.receipts = Receipts(box, sender)
    return sender


@asynccontextmanager
async def sending(
    centre: Centre, box: Outbox, *, resend_seconds: float = 5.0, knock_seconds: float = 60.0
) -> AsyncIterator[Sender]:
    """A sender at work."""
    sender = sender_to(centre, box, resend_seconds=resend_seconds, knock_seconds=knock_seconds)
    running = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        running.cancel()
        await asyncio.wait([running])
        assert running.cancelled()


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that has to happen soon."""
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
