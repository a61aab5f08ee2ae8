"""Who owns the broker may say genuine words again: an old receipt or command does no harm, nor on a restored file."""

from __future__ import annotations

import shutil
from pathlib import Path

from edge_agent.clock import rfc3339
from edge_agent.link.inbound import Inbound
from edge_agent.outbox.receipts import Receipts
from edge_agent.outbox.sender import Sender
from edge_agent.outbox.store import Outbox
from protocol.session import Message
from protocol.wire.codec import batch_digest, encode
from protocol.wire.messages.commands import BeginEpoch, Command
from protocol.wire.messages.receipts import Receipt, ranges

from ..counter import MORNING, TERMINAL, call, counter_clock, outbox, waiting_envelopes
from .centre import TOPIC, Centre, sending, until


def inbound(sender: Sender, box: Outbox) -> Inbound:
    """What takes central's word, wired as the agent wires it."""
    receipts = Receipts(box, sender)

    async def nobody_called(_: object) -> None:
        return

    return Inbound(
        terminal=TERMINAL,
        clock=counter_clock(),
        receipt=receipts.take,
        leave_epoch=receipts.leave_epoch,
        call_answered=nobody_called,
        confirmed_by_clerk=nobody_called,
        print_slip=nobody_called,
    )


def receipt_of(payload: bytes, epoch: str, seqs: list[int], forked: tuple[int, ...] = ()) -> Message:
    """What central said of a batch."""
    receipt = Receipt(TERMINAL, epoch, ranges(seqs), rfc3339(MORNING), batch_digest(payload), forked)
    return Message("receipts", encode(receipt))


async def test_an_old_receipt_deletes_nothing_that_a_restored_file_gave_the_same_number(tmp_path: Path) -> None:
    centre = Centre()
    async with outbox(tmp_path) as box:
        await call(box)
    shutil.copy(tmp_path / "outbox.db", tmp_path / "image")
    async with outbox(tmp_path) as box:
        stored = await call(box)
        async with sending(centre, box):
            await until(lambda: box.waiting().count == 0)
    said = receipt_of(centre.batches[0], stored.epoch, [1, 2, 3])
    shutil.copy(tmp_path / "image", tmp_path / "outbox.db")
    async with outbox(tmp_path) as box:
        again = await call(box)
        assert (again.epoch, again.seq) == (stored.epoch, stored.seq)
        await inbound(Sender(box, centre, centre, topic=TOPIC), box).take_receipt(said)
        assert again.event_id in {envelope.id for envelope in await waiting_envelopes(box)}


async def test_a_receipt_said_again_and_again_in_one_life_deletes_only_what_is_stored(tmp_path: Path) -> None:
    centre = Centre()
    async with outbox(tmp_path) as box:
        stored = await call(box)
        async with sending(centre, box) as sender:
            await until(lambda: box.waiting().count == 0)
            centre.is_connected = False
            later = await call(box)
            for _ in range(3):
                await inbound(sender, box).take_receipt(receipt_of(centre.batches[0], stored.epoch, [1, 2]))
            assert [envelope.id for envelope in await waiting_envelopes(box)] == [later.event_id]


async def test_a_fork_said_again_after_a_restart_sets_nothing_aside(tmp_path: Path) -> None:
    centre = Centre()
    async with outbox(tmp_path) as box:
        stored = await call(box)
        said = receipt_of(b"a batch of another life", stored.epoch, [], forked=(2,))
        await inbound(Sender(box, centre, centre, topic=TOPIC), box).take_receipt(said)
        assert (box.standing().forked, box.standing().stream.epoch) == (0, stored.epoch)


async def test_an_old_command_to_begin_an_epoch_is_ignored_also_after_a_restart(tmp_path: Path) -> None:
    centre, epochs = Centre(), list[str]()
    async with outbox(tmp_path) as box:
        old = await call(box)
    command = Message("commands", encode(Command("command-1", BeginEpoch(old.epoch))))
    for _ in range(3):
        async with outbox(tmp_path) as box:
            await inbound(Sender(box, centre, centre, topic=TOPIC), box).take_command(command)
            epochs.append(box.standing().stream.epoch)
    assert len(set(epochs)) == 1
    assert epochs[0] != old.epoch


async def test_a_receipt_of_a_broken_range_is_refused_without_harm(tmp_path: Path) -> None:
    centre = Centre(is_receipting=False)
    async with outbox(tmp_path) as box:
        stored = await call(box)
        async with sending(centre, box) as sender:
            await until(lambda: bool(centre.batches))
            whole = receipt_of(centre.batches[0], stored.epoch, [1, 2])
            for broken in (b"[[2,1]]", b"[[0,2]]", b"[[1,2,3]]", b"[[1,9007199254740992]]", b"[[-1,2]]"):
                payload = whole.payload.replace(b"[[1,2]]", broken)
                assert payload != whole.payload
                await inbound(sender, box).take_receipt(Message("receipts", payload))
            assert box.waiting().count == 2
            await inbound(sender, box).take_receipt(whole)
            assert box.waiting().count == 0
