"""What waits goes out in order and in batches, again until it is receipted, and never before the position is known."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from edge_agent.errors import NotStored
from edge_agent.outbox.sender import WINDOW
from protocol.session import Published
from protocol.wire.codec import decode_batch
from protocol.wire.messages.answers import Position
from protocol.wire.messages.events import EpochBegan

from ..counter import call, opened, outbox, waiting_envelopes
from .centre import Centre, sending, until


async def test_everything_that_waits_arrives_in_order_and_is_forgotten_once_receipted(tmp_path: Path) -> None:
    centre = Centre()
    async with outbox(tmp_path) as box:
        for _ in range(130):
            await call(box)
        async with sending(centre, box):
            await until(lambda: box.waiting().count == 0)
            await call(box)
            await until(lambda: box.waiting().count == 0 and len(centre.arrived) >= 132)
    assert [envelope.seq for envelope in centre.arrived] == list(range(1, 133))
    assert max(len(decode_batch(batch)) for batch in centre.batches) == 50


async def test_the_position_is_asked_before_anything_is_sent(tmp_path: Path) -> None:
    centre = Centre(position=None)
    async with outbox(tmp_path) as box, sending(centre, box):
        stored = await call(box)
        await until(lambda: len(centre.asked) >= 2)
        assert centre.batches == []
        centre.position = Position(0, 0)
        await until(lambda: box.waiting().count == 0)
    assert (centre.asked[0].epoch, centre.asked[0].business_day) == (stored.epoch, "2026-04-01")


async def test_nothing_is_asked_while_the_line_is_cut_and_all_goes_out_when_it_is_back(tmp_path: Path) -> None:
    centre = Centre(is_connected=False)
    async with outbox(tmp_path) as box, sending(centre, box) as sender:
        await call(box)
        await asyncio.sleep(0.6)
        assert (centre.asked, centre.batches) == ([], [])
        centre.is_connected = True
        sender.line_changed(True)
        await until(lambda: box.waiting().count == 0)


async def test_a_puback_deletes_nothing_and_the_unreceipted_goes_again_byte_for_byte(tmp_path: Path) -> None:
    centre = Centre(is_receipting=False)
    async with outbox(tmp_path) as box:
        await call(box)
        async with sending(centre, box, resend_seconds=0.05):
            await until(lambda: len(centre.batches) >= 3)
            assert box.waiting().count == 2
            assert len(set(centre.batches)) == 1
            sent = await box.listed(9)
            assert all(row.sent_at for row in sent)


async def test_after_a_receipt_with_holes_only_the_holes_go_again(tmp_path: Path) -> None:
    centre = Centre(is_receipting=False)
    async with outbox(tmp_path) as box:
        stored = [await call(box) for _ in range(9)]
        async with sending(centre, box, resend_seconds=0.2):
            await until(lambda: len(centre.batches) == 1)
            await centre.receipt([1, 2, 5, 6, 10], stored[0].epoch)
            await until(lambda: len(centre.batches) == 2)
            assert [envelope.seq for envelope in decode_batch(centre.batches[1])] == [3, 4, 7, 8, 9]
            assert {row.seq for row in await box.listed(99)} == {3, 4, 7, 8, 9}


async def test_no_more_than_the_window_is_ever_unreceipted(tmp_path: Path) -> None:
    centre = Centre(is_receipting=False)
    async with outbox(tmp_path) as box:
        await asyncio.gather(*(call(box) for _ in range(50 * (WINDOW + 5))))
        async with sending(centre, box):
            await until(lambda: len(centre.batches) == WINDOW)
            await asyncio.sleep(0.1)
            assert len(centre.batches) == WINDOW
            await centre.receipt(list(range(1, 51)), centre.arrived[0].epoch)
            await until(lambda: len(centre.batches) == WINDOW + 1)


async def test_when_central_is_away_nothing_is_lost_and_the_position_is_asked_again(tmp_path: Path) -> None:
    centre = Centre(outcome=Published.NO_SUBSCRIBERS)
    async with outbox(tmp_path) as box, sending(centre, box):
        await call(box)
        await until(lambda: len(centre.asked) >= 2)
        centre.outcome = Published.ACCEPTED
        await until(lambda: box.waiting().count == 0)
    assert sorted({envelope.seq for envelope in centre.arrived}) == [1, 2]


async def test_a_disk_that_refuses_for_a_while_loses_nothing_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre, refusals = Centre(), {"mark_sent": 2, "confirm": 2, "learn_serial": 1}

    def refusing(name: str, verb: Callable[..., Awaitable[object]]) -> Callable[..., Awaitable[object]]:
        async def refused_at_first(*given: object, **named: object) -> object:
            refusals[name] -= 1
            if refusals[name] >= 0:
                raise NotStored
            return await verb(*given, **named)

        return refused_at_first

    async with outbox(tmp_path) as box:
        for name in refusals:
            monkeypatch.setattr(box, name, refusing(name, getattr(box, name)))
        await call(box)
        async with sending(centre, box, resend_seconds=0.05):
            await until(lambda: box.waiting().count == 0)
    assert all(left < 0 for left in refusals.values())


async def test_a_file_that_was_restored_begins_a_new_epoch_before_it_sends(tmp_path: Path) -> None:
    centre = Centre(position=Position(highest_seq=40, highest_serial=17))
    async with outbox(tmp_path) as box:
        old = await call(box)
        async with sending(centre, box):
            await until(lambda: box.waiting().count == 0)
            stored = await call(box, numbered=True)
    began = next(envelope for envelope in centre.arrived if envelope.epoch != old.epoch)
    assert opened(began).body == EpochBegan(old.epoch, 2, "restored")
    assert str(stored.reception_number) == "1-018"


async def test_a_fork_keeps_the_event_and_begins_a_new_epoch_once(tmp_path: Path) -> None:
    centre = Centre(is_receipting=False)
    async with outbox(tmp_path) as box:
        old = await call(box)
        async with sending(centre, box):
            await until(lambda: len(centre.batches) == 1)
            await centre.receipt([1], old.epoch, forked=(2,))
            await centre.receipt([], old.epoch, forked=(2,))
            await until(lambda: len(centre.asked) == 2 and len(centre.batches) >= 2)
        (began,) = await waiting_envelopes(box)
        assert box.standing().forked == 1
    assert opened(began).body == EpochBegan(old.epoch, 2, "forked")
    assert centre.arrived[-1] == began
