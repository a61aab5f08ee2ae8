"""Accepted events: sealed, numbered without a gap, byte for byte the same until a receipt names them."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from datetime import datetime
from pathlib import Path

import pytest

from edge_agent.clock import CounterClock
from edge_agent.errors import BodyTooLarge, NotStored, OutboxInUse
from edge_agent.outbox.ledger import Ledger
from edge_agent.outbox.stream import EpochReason
from protocol.identifiers import LARGEST_SEQ, ReceptionNumber
from protocol.wire.codec import BATCH_BYTES, BATCH_EVENTS, decode_batch
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.events import EpochBegan, StaffCalled
from protocol.wire.messages.receipts import SeqRange

from ..counter import MORNING, HandClock, call, counter_clock, opened, outbox, payloads, waiting_envelopes

SECRET = "screen-that-nobody-may-read"


def all_bytes(folder: Path) -> bytes:
    """Everything that lies in a folder."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


def modes(folder: Path) -> set[int]:
    """The permissions of the files in a folder."""
    return {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


async def test_a_new_outbox_begins_with_the_event_that_says_so(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        (envelope,) = await waiting_envelopes(box)
    assert (envelope.seq, envelope.type) == (1, CoarseKind.STATE)
    assert opened(envelope).body == EpochBegan("", 0, "installed")


async def test_what_was_accepted_waits_in_order_without_a_gap_also_after_a_restart(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        stored = [await call(box, f"screen-{number}") for number in range(60)]
    async with outbox(tmp_path) as box:
        stored.append(await call(box, "screen-60"))
        envelopes = await waiting_envelopes(box)
        assert box.waiting().count == 62
        assert box.waiting().oldest_at == MORNING
    assert [envelope.seq for envelope in envelopes] == list(range(1, 63))
    assert [envelope.id for envelope in envelopes[1:]] == [each.event_id for each in stored]
    assert {envelope.epoch for envelope in envelopes} == {stored[0].epoch}


async def test_central_reads_when_where_and_how_it_was_captured(tmp_path: Path) -> None:
    async with outbox(tmp_path, clock=counter_clock(is_trusted=False), is_offline=lambda: True) as box:
        await call(box, visit="visit-1")
        envelope = (await waiting_envelopes(box))[-1]
    captured = opened(envelope)
    assert (captured.body, captured.visit) == (StaffCalled("home"), "visit-1")
    assert (captured.offline, captured.clock_trusted) == (True, False)
    assert (envelope.terminal, envelope.time) == ("madoguchi-1", "2026-04-01T00:30:00.000Z")


async def test_one_visit_has_one_key_and_so_has_each_hour_outside_visits(tmp_path: Path) -> None:
    hand = HandClock()
    async with outbox(tmp_path, clock=counter_clock(hand)) as box:
        for visit in ("one", "two", "one", "", ""):
            await call(box, visit=visit)
        hand.move(hours=1)
        await call(box)
        keys = [envelope.encapsulation for envelope in (await waiting_envelopes(box))[1:]]
    assert keys[0] == keys[2]
    assert keys[3] == keys[4]
    assert len(set(keys)) == 4


async def test_nothing_of_an_event_can_be_read_in_the_files(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await call(box, SECRET, visit="visit-of-somebody")
        files = all_bytes(tmp_path)
    files += all_bytes(tmp_path)
    assert b"madoguchi.call.v1" in files
    for word in (SECRET.encode(), b"staff-called", b"visit-of-somebody"):
        assert word not in files


async def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await call(box)
        assert modes(tmp_path) == {0o600}


async def test_what_is_sent_again_is_the_same_byte_for_byte_also_after_a_restart(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await call(box)
        first = await payloads(box)
        batch = await box.batch_after(0)
        assert batch is not None
        await box.mark_sent(batch)
        again = await box.batch_of(batch.epoch, batch.seqs)
        assert again is not None
        assert again.payload == batch.payload
    async with outbox(tmp_path) as box:
        assert await payloads(box) == first


async def test_sending_forgets_nothing_and_a_receipt_forgets_exactly_what_it_names(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        stored = [await call(box) for _ in range(9)]
        batch = await box.batch_after(0)
        assert batch is not None
        await box.mark_sent(batch)
        assert box.waiting().count == 10
        assert await box.confirm(stored[0].epoch, (SeqRange(2, 3), SeqRange(6, 6), SeqRange(9, 9))) == 4
        assert [envelope.seq for envelope in await waiting_envelopes(box)] == [1, 4, 5, 7, 8, 10]
        assert await box.confirm("another-epoch", (SeqRange(1, 99),)) == 0
        assert await box.confirm(stored[0].epoch, (SeqRange(10, LARGEST_SEQ),)) == 1
        assert await box.confirm(stored[0].epoch, (SeqRange(2, 3),)) == 0
        assert box.waiting().count == 5


async def test_the_stream_goes_on_after_everything_was_confirmed_and_the_agent_started_again(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        last = await call(box)
        await box.confirm(last.epoch, (SeqRange(1, last.seq),))
        assert box.waiting().oldest_at is None
    async with outbox(tmp_path) as box:
        after = await call(box)
    assert (after.epoch, after.seq) == (last.epoch, last.seq + 1)


async def test_a_hundred_producers_at_once_share_commits_and_leave_no_gap(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        stored = await asyncio.gather(*(call(box, numbered=True) for _ in range(300)))
        envelopes = await waiting_envelopes(box)
    assert sorted(each.seq for each in stored) == list(range(2, 302))
    assert {envelope.id for envelope in envelopes[1:]} == {each.event_id for each in stored}
    assert {str(each.reception_number) for each in stored} == {f"1-{serial:03d}" for serial in range(1, 301)}


async def test_a_batch_holds_at_most_fifty_events_of_256_kib_in_all(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        for _ in range(120):
            await call(box)
        for _ in range(4):
            await call(box, "x" * 100_000)
        sizes = [(len(decode_batch(payload)), len(payload)) for payload in await payloads(box)]
    assert sum(count for count, _ in sizes) == 125
    assert all(count <= BATCH_EVENTS and size <= BATCH_BYTES for count, size in sizes)
    assert [count for count, _ in sizes] == [50, 50, 22, 1, 1, 1]


async def test_an_event_that_fits_no_batch_is_refused_and_takes_no_place(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        with pytest.raises(BodyTooLarge):
            await call(box, "x" * BATCH_BYTES, numbered=True)
        stored = await call(box, numbered=True)
    assert (stored.seq, stored.reception_number) == (2, ReceptionNumber(1, 1))


async def test_a_number_is_given_in_the_same_commit_and_may_stand_in_the_event(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        stored = await box.put(CoarseKind.VISIT, lambda number: StaffCalled(f"number {number}"), numbered=True)
        assert (await call(box)).reception_number is None
        envelope = (await waiting_envelopes(box))[1]
    assert stored.reception_number == ReceptionNumber(1, 1)
    assert opened(envelope).body == StaffCalled("number 1-001")


async def test_a_body_that_cannot_be_made_fails_alone(tmp_path: Path) -> None:
    def broken(number: ReceptionNumber) -> StaffCalled:
        raise ValueError(str(number))

    async with outbox(tmp_path) as box:
        one, two, three = await asyncio.gather(
            call(box, numbered=True),
            box.put(CoarseKind.VISIT, broken, numbered=True),
            call(box, numbered=True),
            return_exceptions=True,
        )
        assert isinstance(two, ValueError)
        assert [envelope.seq for envelope in await waiting_envelopes(box)] == [1, 2, 3]
    assert not isinstance(one, BaseException)
    assert not isinstance(three, BaseException)
    assert [str(one.reception_number), str(three.reception_number)] == ["1-001", "1-002"]


async def test_numbers_restart_with_the_day_and_go_on_when_the_clock_goes_back(tmp_path: Path) -> None:
    hand = HandClock()
    numbers = []
    async with outbox(tmp_path, clock=counter_clock(hand)) as box:
        for days in (0, 1, 0, -1):
            hand.move(days=days)
            numbers.append(str((await call(box, numbered=True)).reception_number))
    async with outbox(tmp_path, clock=counter_clock(hand)) as box:
        assert box.business_day().isoformat() == "2026-04-02"
        numbers.append(str((await call(box, numbered=True)).reception_number))
    assert numbers == ["1-001", "1-001", "1-002", "1-003", "1-004"]


async def test_no_event_is_dated_before_the_newest_that_was_stored(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await call(box)
    reborn = CounterClock(HandClock(datetime.fromisoformat("1970-01-01T00:00:00Z")))
    async with outbox(tmp_path, clock=reborn) as box:
        await call(box)
        times = [envelope.time for envelope in await waiting_envelopes(box)]
    assert times == sorted(times)
    assert times[-1] >= "2026-04-01T00:30:00.000Z"


async def test_a_new_epoch_closes_the_old_one_by_its_last_seq_and_what_waited_still_goes_first(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        old = await call(box)
        assert await box.begin_epoch(EpochReason.FORKED, after=old.epoch)
        assert not await box.begin_epoch(EpochReason.FORKED, after=old.epoch)
        new = await call(box, numbered=True)
        envelopes = await waiting_envelopes(box)
        batches = [decode_batch(payload) for payload in await payloads(box)]
    assert new.epoch != old.epoch
    assert [(envelope.epoch, envelope.seq) for envelope in envelopes] == [
        (old.epoch, 1), (old.epoch, 2), (new.epoch, 1), (new.epoch, 2),
    ]  # fmt: skip
    assert opened(envelopes[2]).body == EpochBegan(old.epoch, 2, "forked")
    assert str(new.reception_number) == "1-501"
    assert [len(batch) for batch in batches] == [2, 2]


async def test_central_s_highest_serial_moves_the_numbers_on(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        await box.learn_serial(box.business_day(), 12)
        assert str((await call(box, numbered=True)).reception_number) == "1-013"
    async with outbox(tmp_path) as box:
        assert str((await call(box, numbered=True)).reception_number) == "1-014"


async def test_forked_events_are_kept_and_no_longer_sent(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        stored = await call(box)
        assert await box.set_forked(stored.epoch, (2, 77)) == 1
        assert [envelope.seq for envelope in await waiting_envelopes(box)] == [1]
        assert (box.standing().forked, box.waiting().count) == (1, 1)
        await box.confirm(stored.epoch, (SeqRange(1, 2),))
        assert box.standing().forked == 1


async def test_a_technician_sees_what_waits_but_not_what_it_says(tmp_path: Path) -> None:
    async with outbox(tmp_path) as box:
        stored = await call(box)
        batch = await box.batch_after(1)
        assert batch is not None
        await box.mark_sent(batch)
        first, second = await box.listed(10)
        assert len(await box.listed(1)) == 1
    assert (first.sent_at, second.sent_at) == ("", "2026-04-01T00:30:00.000Z")
    assert (second.event_id, second.seq, second.kind) == (stored.event_id, 2, "madoguchi.call.v1")


async def test_only_one_process_holds_the_file(tmp_path: Path) -> None:
    async with outbox(tmp_path):
        with pytest.raises(OutboxInUse):
            await outbox(tmp_path).__aenter__()


async def test_with_the_disk_nearly_full_there_is_no_room_for_a_new_visit(tmp_path: Path) -> None:
    async with outbox(tmp_path, reserve_bytes=2**60) as box:
        assert not box.has_room()
        await call(box)
    async with outbox(tmp_path, reserve_bytes=1) as box:
        assert box.has_room()


async def test_when_the_disk_refuses_nothing_is_accepted_and_the_next_event_takes_the_place(tmp_path: Path) -> None:
    def fill(ledger: Ledger) -> None:
        ledger._db.execute("PRAGMA max_page_count=1")

    def empty(ledger: Ledger) -> None:
        ledger._db.execute("PRAGMA max_page_count=1000000")

    async with outbox(tmp_path) as box:
        await box._writer.run(fill)
        with pytest.raises(NotStored):
            await asyncio.gather(*(call(box, "x" * 50_000, numbered=True) for _ in range(3)))
        await box._writer.run(empty)
        stored = await call(box, numbered=True)
        assert [envelope.seq for envelope in await waiting_envelopes(box)] == [1, 2]
    assert (stored.seq, str(stored.reception_number)) == (2, "1-001")


async def test_every_commit_is_synced_to_the_disk(tmp_path: Path) -> None:
    def pragmas(ledger: Ledger) -> list[object]:
        names = ("synchronous", "journal_mode")
        return [ledger._db.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    async with outbox(tmp_path) as box:
        assert await box._writer.run(pragmas) == [2, "wal"]
    with sqlite3.connect(tmp_path / "outbox.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()
