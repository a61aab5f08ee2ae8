"""A counter for tests: a clock that is set by hand, central's key pair, and outboxes on a given file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from edge_agent.clock import CounterClock
from edge_agent.outbox.store import Outbox, Stored
from protocol.wire.codec import decode, decode_batch
from protocol.wire.envelope import CoarseKind, Envelope
from protocol.wire.messages.events import Captured, StaffCalled
from protocol.wire.sealing import Opener

TERMINAL = "madoguchi-1"
MORNING = datetime(2026, 4, 1, 0, 30, tzinfo=UTC)
CENTRAL_KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def now(self) -> datetime:
        """Where the hand stands."""
        return self.at

    def move(self, **step: float) -> None:
        """Move by a timedelta's keywords, also backwards."""
        self.at += timedelta(**step)


def counter_clock(source: HandClock | None = None, *, is_trusted: bool = True) -> CounterClock:
    """The agent's clock over a hand clock."""
    return CounterClock(source or HandClock(), is_disciplined=is_trusted)


def outbox(
    folder: Path,
    *,
    clock: CounterClock | None = None,
    is_offline: Callable[[], bool] = lambda: False,
    reserve_bytes: int = 0,
) -> Outbox:
    """The outbox of terminal number 1 in a folder."""
    return Outbox(
        folder / "outbox.db",
        terminal=TERMINAL,
        terminal_number=1,
        recipient=CENTRAL_KEY.public_key(),
        clock=clock or counter_clock(),
        is_offline=is_offline,
        reserve_bytes=reserve_bytes,
    )


async def call(box: Outbox, screen: str = "home", *, visit: str = "", numbered: bool = False) -> Stored:
    """Somebody touches 「職員を呼ぶ」."""
    return await box.put(CoarseKind.CALL, StaffCalled(screen), visit=visit, numbered=numbered)


async def waiting_envelopes(box: Outbox) -> list[Envelope]:
    """Every waiting event as it would be sent, in order."""
    return [envelope for payload in await payloads(box) for envelope in decode_batch(payload)]


async def payloads(box: Outbox) -> list[bytes]:
    """The batches that would be sent, in order."""
    position, found = 0, []
    while (batch := await box.batch_after(position)) is not None:
        position = batch.last_position
        found.append(batch.payload)
    return found


def opened(envelope: Envelope) -> Captured:
    """What central reads in an envelope."""
    return decode(Opener.of(CENTRAL_KEY).open(envelope), Captured)
