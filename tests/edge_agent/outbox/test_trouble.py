"""An event that is refused, or that central never receipts, needs attention; what comes after it goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from edge_agent.outbox.sender import NOT_RECEIPTED, REFUSED
from edge_agent.outbox.store import Outbox
from protocol.session import Published
from protocol.wire.messages.events import EpochBegan

from ..counter import call, opened, outbox, waiting_envelopes
from .centre import Centre, sending, until

QUICK = 0.02


def troubled_centre(reason: str, *seqs: int) -> Centre:
    """A centre that will not have these seqs."""
    return Centre(refused=set(seqs)) if reason == REFUSED else Centre(ignored=set(seqs))


async def waiting_seqs(box: Outbox) -> list[int]:
    """The seqs that wait, whatever their epoch."""
    return [row.seq for row in await box.listed(200)]


@pytest.mark.parametrize("reason", [REFUSED, NOT_RECEIPTED])
async def test_the_one_event_is_found_and_everything_else_arrives(tmp_path: Path, reason: str) -> None:
    centre = troubled_centre(reason, 17)
    async with outbox(tmp_path) as box:
        stored = [await call(box) for _ in range(40)]
        async with sending(centre, box, resend_seconds=QUICK):
            await until(lambda: box.standing().troubled == 1 and box.waiting().count == 1)
            (row,) = await box.listed(9)
            standing = box.standing()
    assert (row.seq, row.epoch, row.trouble) == (17, stored[0].epoch, reason)
    assert (standing.troubled, standing.trouble) == (1, reason)
    arrived = {(envelope.epoch, envelope.seq) for envelope in centre.arrived}
    assert {(stored[0].epoch, seq) for seq in range(1, 42)} - arrived <= {(stored[0].epoch, 17)}


@pytest.mark.parametrize("reason", [REFUSED, NOT_RECEIPTED])
async def test_the_stream_passes_over_it_by_a_new_epoch_and_numbers_go_on(tmp_path: Path, reason: str) -> None:
    centre = troubled_centre(reason, 3)
    async with outbox(tmp_path) as box:
        old, *_ = [await call(box, numbered=True) for _ in range(4)]
        async with sending(centre, box, resend_seconds=QUICK):
            await until(lambda: box.standing().troubled == 1 and box.waiting().count == 1)
            after = await call(box, numbered=True)
            await until(lambda: box.waiting().count == 1)
    began = next(envelope for envelope in centre.arrived if envelope.epoch != old.epoch)
    assert opened(began).body == EpochBegan(old.epoch, 5, "troubled")
    assert (after.epoch, after.seq, str(after.reception_number)) == (began.epoch, 2, "1-005")


async def test_when_everything_is_refused_epochs_do_not_multiply_and_the_log_stays_short(tmp_path: Path) -> None:
    centre = Centre(refused=set(range(1, 100)))
    async with outbox(tmp_path) as box:
        stored = [await call(box) for _ in range(20)]
        with capture_logs() as logs:
            async with sending(centre, box, resend_seconds=QUICK):
                await until(lambda: box.standing().troubled == 21)
                await asyncio.sleep(0.2)
                assert box.standing().stream.epoch == stored[0].epoch
        assert await waiting_seqs(box) == list(range(1, 22))
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["outbox-needs-attention"]


async def test_while_central_is_away_no_event_is_blamed(tmp_path: Path) -> None:
    centre = Centre(is_receipting=False)
    async with outbox(tmp_path) as box:
        for _ in range(5):
            await call(box)
        async with sending(centre, box, resend_seconds=QUICK):
            await until(lambda: bool(centre.batches))
            centre.position = None
            await asyncio.sleep(1.0)
            assert (box.standing().troubled, box.waiting().count) == (0, 6)
            assert len(centre.batches) < 20


async def test_an_event_that_needs_attention_knocks_again_and_once_let_in_opens_the_door_for_all(
    tmp_path: Path,
) -> None:
    centre = Centre(refused={2, 3, 4})
    async with outbox(tmp_path) as box:
        for _ in range(5):
            await call(box)
        async with sending(centre, box, resend_seconds=QUICK, knock_seconds=0.1):
            await until(lambda: box.standing().troubled == 3)
            centre.refused = set()
            await until(lambda: box.waiting().count == 0)
        assert (box.standing().troubled, box.standing().trouble) == (0, "")


async def test_a_person_may_let_them_all_try_again_at_once(tmp_path: Path) -> None:
    centre = Centre(refused={2})
    async with outbox(tmp_path) as box:
        await call(box)
        async with sending(centre, box, resend_seconds=QUICK) as sender:
            await until(lambda: box.standing().troubled == 1)
            centre.refused = set()
            await sender.retry()
            await until(lambda: box.waiting().count == 0)


async def test_what_needs_attention_is_remembered_after_a_restart(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        stored = await call(box)
        await box.mark_troubled(stored.epoch, stored.seq, REFUSED)
    async with outbox(tmp_path) as box:
        assert (box.standing().troubled, box.standing().trouble) == (1, REFUSED)
        assert stored.event_id not in {envelope.id for envelope in await waiting_envelopes(box)}


async def test_a_person_may_set_one_aside_it_is_kept_and_the_stream_goes_on_without_it(tmp_path: Path) -> None:
    centre = Centre(refused={3})
    async with outbox(tmp_path) as box:
        first, second, third = [await call(box) for _ in range(3)]
        assert await box.set_aside(second.epoch, second.seq, "paper-instead")
        assert not await box.set_aside(second.epoch, second.seq, "paper-instead")
        async with sending(centre, box, resend_seconds=QUICK):
            await until(lambda: box.waiting().count == 0)
        assert (box.standing().set_aside, box.standing().forked, box.standing().troubled) == (1, 0, 0)
    arrived = {envelope.id for envelope in centre.arrived}
    assert {first.event_id, third.event_id} <= arrived
    assert second.event_id not in arrived
    assert opened(centre.arrived[-1]).body == EpochBegan(first.epoch, 4, "troubled")


async def test_a_batch_the_broker_refuses_keeps_no_other_batch_waiting(tmp_path: Path) -> None:
    centre = Centre(refused={1})
    async with outbox(tmp_path) as box:
        await asyncio.gather(*(call(box) for _ in range(120)))
        async with sending(centre, box):
            await until(lambda: len(centre.batches) == 2)
    assert {envelope.seq for envelope in centre.arrived} == set(range(51, 122))
    assert centre.outcome is Published.ACCEPTED
