"""What goes with an event is cut into sealed parts, in the same commit and just before it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edge_agent.errors import BodyTooLarge
from edge_agent.outbox.store import Outbox, Stored
from protocol.wire.attachments import PART_BYTES, assembled
from protocol.wire.codec import BATCH_BYTES, decode_batch
from protocol.wire.envelope import PARTS, CoarseKind
from protocol.wire.messages.events import StaffCalled
from protocol.wire.sealing import Opener

from ..counter import CENTRAL_KEY, call, opened, outbox, payloads, waiting_envelopes
from .test_store import all_bytes

INK = os.urandom(2 * PART_BYTES + 7)


async def signed(box: Outbox, **attachments: bytes) -> Stored:
    """Somebody signs."""
    return await box.put(CoarseKind.VISIT, StaffCalled("sign"), visit="visit-1", numbered=True, attachments=attachments)


async def test_the_parts_go_before_their_event_and_only_central_can_put_them_together(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        stored = await signed(box, ink=INK, photo=b"small")
        *_, first, second, third, fourth, owner = await waiting_envelopes(box)
        assert INK[:40] not in all_bytes(tmp_path)
    parts = [first, second, third, fourth]
    assert (stored.event_id, stored.seq, str(stored.reception_number)) == (owner.id, 6, "1-001")
    assert [(part.type, part.partof, part.part, part.seq) for part in parts] == [
        (CoarseKind.PART, owner.id, number, number + 1) for number in (1, 2, 3, 4)
    ]
    assert {part.encapsulation for part in parts} == {owner.encapsulation}
    opener, captured = Opener.of(CENTRAL_KEY), opened(owner)
    assert [(one.name, one.parts) for one in captured.attachments] == [("ink", 3), ("photo", 1)]
    assert assembled(captured.attachments, [opener.open(part) for part in parts]) == {"ink": INK, "photo": b"small"}


async def test_several_parts_fit_a_batch_and_no_batch_is_too_large(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await signed(box, ink=bytes(PART_BYTES * 7))
        batches = await payloads(box)
    assert all(len(batch) <= BATCH_BYTES for batch in batches)
    assert [len(decode_batch(batch)) for batch in batches] == [4, 3, 2]


async def test_more_than_an_event_may_carry_is_refused_and_takes_no_place(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        with pytest.raises(BodyTooLarge):
            await signed(box, ink=bytes(PART_BYTES * PARTS + 1))
        with pytest.raises(BodyTooLarge):
            await box.put(CoarseKind.VISIT, StaffCalled("x" * BATCH_BYTES), attachments={"ink": INK})
        assert (await call(box)).seq == 2
