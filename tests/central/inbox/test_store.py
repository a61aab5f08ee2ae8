"""A batch is stored once, whatever arrives how often, and its receipt says exactly what is stored."""

from __future__ import annotations

import asyncio
import hashlib

import asyncpg
import pytest

from central.db.connection import credentials
from central.db.outage import DATABASE_AWAY
from central.db.transaction import transaction
from central.inbox.queries import highest_seq
from central.inbox.store import store
from central.link.models import OutgoingCommand
from central.operations.queries import open_alarms
from protocol.session import Message
from protocol.wire import codec, topics
from protocol.wire.envelope import Envelope
from protocol.wire.messages.commands import BeginEpoch, Command
from protocol.wire.messages.receipts import SeqRange
from tests.central.inbox.conftest import Inbox
from tests.central.terminal import BareTerminal, count


async def test_a_batch_replayed_a_thousand_times_is_stored_once(inbox: Inbox, terminal: BareTerminal) -> None:
    events = terminal.events(3)
    for _ in range(1000):
        await inbox.arrive(terminal, events)
    assert await count("inbox_event") == 3
    assert {receipt.stored for receipt in inbox.session.receipts} == {(SeqRange(1, 3),)}
    assert len(inbox.session.receipts) == 1000


async def test_two_replicas_storing_the_same_batch_both_receipt_it(inbox: Inbox, terminal: BareTerminal) -> None:
    events = terminal.events(50)
    await asyncio.gather(*(inbox.arrive(terminal, events) for _ in range(8)))
    assert await count("inbox_event") == 50
    assert await count("inbox_fork") == 0
    assert [receipt.stored for receipt in inbox.session.receipts] == [(SeqRange(1, 50),)] * 8


async def test_a_receipt_names_exact_ranges_and_no_high_water_mark(inbox: Inbox, terminal: BareTerminal) -> None:
    first, second, third, fourth, fifth = terminal.events(5)
    await inbox.arrive(terminal, [first, second])
    await inbox.arrive(terminal, [second, fourth, fifth])
    assert [receipt.stored for receipt in inbox.session.receipts] == [
        (SeqRange(1, 2),),
        (SeqRange(2, 2), SeqRange(4, 5)),
    ]
    await inbox.arrive(terminal, [third])
    assert await highest_seq(terminal.id, terminal.epoch) == 5


async def test_a_fork_is_kept_aside_with_an_alarm_and_the_terminal_is_told(
    inbox: Inbox, terminal: BareTerminal
) -> None:
    await inbox.arrive(terminal, terminal.events(2))
    fork = terminal.event(seq=2)
    for _ in range(3):
        await inbox.arrive(terminal, [fork, terminal.event(seq=3)])
    assert (await count("inbox_event"), await count("inbox_fork")) == (3, 3)
    assert inbox.session.receipts[1].stored == (SeqRange(3, 3),)
    assert inbox.session.receipts[1].forked == (2,)
    alarms = [alarm.kind for alarm in await open_alarms()]
    assert alarms == ["stream-forked"]


async def test_a_fork_replayed_commands_a_new_epoch_once(inbox: Inbox, terminal: BareTerminal) -> None:
    await inbox.arrive(terminal, terminal.events(2))
    fork = terminal.event(seq=2)
    for _ in range(3):
        await inbox.arrive(terminal, [fork])
    assert (await count("inbox_fork"), await count("link_command")) == (1, 1)
    assert [receipt.forked for receipt in inbox.session.receipts] == [(), (2,), (2,), (2,)]


async def test_an_id_that_appears_in_two_places_of_one_batch_is_receipted_only_where_it_is_stored(
    inbox: Inbox, terminal: BareTerminal
) -> None:
    event = terminal.event()
    moved = codec.decode(codec.encode(event).replace(b'"seq":1', b'"seq":2'), type(event))
    await inbox.arrive(terminal, [event, moved])
    assert inbox.session.receipts[0].stored == (SeqRange(1, 1),)
    assert inbox.session.receipts[0].forked == (2,)


@pytest.mark.parametrize("change", [b'"seq":0', b'"seq":9007199254740992', b'"seq":-1'])
async def test_a_batch_with_impossible_attributes_is_dropped_whole(
    inbox: Inbox, terminal: BareTerminal, change: bytes
) -> None:
    payload = codec.join_batch([codec.encode(terminal.event()).replace(b'"seq":1', change)])
    await inbox.listener.take(Message(topics.events(terminal.id), payload))
    assert (await count("inbox_event"), inbox.session.published) == (0, [])


async def test_a_receipt_names_the_very_batch_it_answers(inbox: Inbox, terminal: BareTerminal) -> None:
    message = terminal.batch(terminal.events(2))
    await inbox.listener.take(message)
    assert [receipt.batch for receipt in inbox.session.receipts] == [hashlib.sha256(message.payload).hexdigest()]


async def test_a_batch_that_names_another_terminal_is_dropped_whole(inbox: Inbox, terminal: BareTerminal) -> None:
    other = BareTerminal("counter-2")
    await inbox.arrive(terminal, [*terminal.events(2), other.event()])
    assert (await count("inbox_event"), inbox.session.published) == (0, [])


async def test_an_unknown_terminal_is_ignored(inbox: Inbox) -> None:
    nobody = BareTerminal("nobody")
    await inbox.arrive(nobody, nobody.events(1))
    assert (await count("inbox_event"), inbox.session.published) == (0, [])


async def test_what_is_no_batch_is_dropped(inbox: Inbox, terminal: BareTerminal) -> None:
    for payload in (b"", b"[]", b"{}", b"\xff", b"[" + b" " * codec.BATCH_BYTES + b"]"):
        await inbox.listener.take(Message(topics.events(terminal.id), payload))
    assert (await count("inbox_event"), inbox.session.published) == (0, [])


async def _store_and_die(inbox: Inbox, terminal: BareTerminal, events: list[Envelope]) -> None:
    executioner = await asyncpg.connect(**credentials(inbox.url))
    try:
        async with transaction():
            await store(terminal.id, events, inbox.clock.now())
            await executioner.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND state = 'idle in transaction'"
            )
    finally:
        await executioner.close()


async def test_a_transaction_killed_before_its_commit_is_not_receipted_and_loses_nothing(
    inbox: Inbox, terminal: BareTerminal
) -> None:
    events = terminal.events(5)
    with pytest.raises(DATABASE_AWAY):
        await _store_and_die(inbox, terminal, events)
    assert (await count("inbox_event"), inbox.session.receipts) == (0, [])
    await inbox.arrive(terminal, events)
    assert inbox.session.receipts[0].stored == (SeqRange(1, 5),)


async def test_the_command_that_follows_a_fork_names_the_epoch(inbox: Inbox, terminal: BareTerminal) -> None:
    await inbox.arrive(terminal, terminal.events(1))
    await inbox.arrive(terminal, [terminal.event(seq=1)])
    command = codec.decode((await OutgoingCommand.get()).payload, Command)
    assert command.body == BeginEpoch(epoch=terminal.epoch)
