"""What central tells the terminal reaches who it is for, once, and what cannot be read reaches nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.link.inbound import Inbound
from protocol.session import Message
from protocol.wire.codec import encode
from protocol.wire.messages.commands import BeginEpoch, CallAnswered, Command, FaceToFaceConfirmed, PrintSlip
from protocol.wire.messages.receipts import Receipt, SeqRange

from ..counter import MORNING, TERMINAL

RECEIPT = Receipt(TERMINAL, "epoch", (SeqRange(1, 3),), "2026-04-01T00:30:00Z", "digest")


@dataclass
class Counter:
    """Remembers what it was told."""

    receipts: list[Receipt] = field(default_factory=list)
    epochs: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    visits: list[str] = field(default_factory=list)
    slips: list[PrintSlip] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)

    def inbound(self) -> Inbound:
        """Handlers that tell this."""
        return Inbound(
            terminal=TERMINAL,
            clock=self,
            receipt=self.take,
            leave_epoch=self.leave,
            call_answered=self.answered,
            confirmed_by_clerk=self.confirmed,
            print_slip=self.wanted,
        )

    async def take(self, receipt: Receipt) -> None:
        """A receipt came."""
        self.receipts.append(receipt)

    async def leave(self, epoch: str) -> None:
        """An epoch forked."""
        self.epochs.append(epoch)

    async def answered(self, call: str) -> None:
        """A clerk comes."""
        self.calls.append(call)

    async def confirmed(self, visit: str) -> None:
        """A clerk has looked at documents."""
        self.visits.append(visit)

    async def wanted(self, slip: PrintSlip) -> None:
        """A clerk wants a slip again."""
        self.slips.append(slip)

    def not_before(self, moment: datetime) -> None:
        """It is at least this late."""
        self.times.append(moment)


def message(payload: bytes) -> Message:
    """A genuine message."""
    return Message("down", payload)


async def test_a_receipt_is_handed_on_and_its_time_is_learnt() -> None:
    counter = Counter()
    await counter.inbound().take_receipt(message(encode(RECEIPT)))
    assert (counter.receipts, counter.times) == ([RECEIPT], [MORNING])


@pytest.mark.parametrize(
    "payload",
    [
        encode(Receipt("madoguchi-2", "epoch", (), "2026-04-01T00:30:00Z", "")),
        encode(Receipt(TERMINAL, "epoch", (), "yesterday", "")),
        encode(Receipt(TERMINAL, "epoch", (), "2026-04-01T00:30:00", "")),
        b"[]",
    ],
)
async def test_a_receipt_for_another_or_that_cannot_be_read_is_dropped(payload: bytes) -> None:
    counter = Counter()
    await counter.inbound().take_receipt(message(payload))
    assert (counter.receipts, counter.times) == ([], [])


async def test_the_same_command_twice_is_one_command() -> None:
    counter = Counter()
    inbound = counter.inbound()
    for id in ("a", "a", "b"):
        await inbound.take_command(message(encode(Command(id, CallAnswered("call-1")))))
    assert counter.calls == ["call-1", "call-1"]


async def test_a_fork_that_central_found_leaves_the_epoch() -> None:
    counter = Counter()
    await counter.inbound().take_command(message(encode(Command("a", BeginEpoch("epoch")))))
    assert counter.epochs == ["epoch"]


@given(st.binary(max_size=200))
async def test_noise_reaches_nobody(payload: bytes) -> None:
    counter = Counter()
    await counter.inbound().take_command(message(payload))
    await counter.inbound().take_receipt(message(payload))
    assert counter == Counter()


async def test_a_clerks_confirmation_reaches_its_visit_once() -> None:
    counter = Counter()
    inbound = counter.inbound()
    command = message(encode(Command("c", FaceToFaceConfirmed("v", has_household=True))))
    await inbound.take_command(command)
    await inbound.take_command(command)
    assert counter.visits == ["v"]


async def test_a_slip_that_a_clerk_wants_again_is_ordered_once() -> None:
    counter = Counter()
    inbound = counter.inbound()
    wanted = PrintSlip("application", "1-012", "TENKYO", "2026-04-01T00:30:00Z", False, (), {"住民課": 4})
    for id in ("a", "a", "b"):
        await inbound.take_command(message(encode(Command(id, wanted))))
    assert counter.slips == [wanted, wanted]
