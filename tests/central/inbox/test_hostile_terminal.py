"""A terminal that signs nonsense with its own key harms its own stream at most, never central."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from central.db.rows import rows
from central.inbox.queries import set_aside_events
from central.operations.queries import open_alarms
from protocol.session import Message
from protocol.wire import codec, topics
from protocol.wire.messages.events import EpochBegan, StaffCalled
from tests.central.inbox.conftest import Inbox
from tests.central.terminal import BareTerminal, count
from tests.central.waiting import ended, until


@pytest.mark.parametrize("attribute", ['"seq":', '"epoch":"', '"id":"', '"time":"', '"partof":"'])
async def test_attributes_that_no_table_holds_refuse_the_batch(
    inbox: Inbox, terminal: BareTerminal, attribute: str
) -> None:
    nonsense = "9007199254740992" if attribute.endswith(":") else "\\u0000"
    text = codec.encode(terminal.event()).decode().replace(attribute, attribute + nonsense, 1)
    await inbox.listener.take(Message(topics.events(terminal.id), f"[{text}]".encode()))
    assert (await count("inbox_event"), inbox.session.published) == (0, [])


@pytest.mark.parametrize(("previous", "last"), [("x" * 500, 1), ("a\0", 1), ("e", -1), ("e", 2**63), ("e", 2**60)])
async def test_the_beginning_of_an_epoch_that_names_the_impossible_is_set_aside(
    inbox: Inbox, terminal: BareTerminal, previous: str, last: int
) -> None:
    await inbox.arrive(terminal, terminal.events(1))
    other = BareTerminal(terminal.id)
    beginning = other.event(EpochBegan(previous, last, "nonsense"))
    await inbox.arrive(terminal, [beginning, other.event()])
    await inbox.dispatcher.dispatch(terminal.id)
    assert [(event.event_id, event.reason) for event in await set_aside_events()] == [(beginning.id, "malformed")]
    assert [event.epoch for event in inbox.applied] == [terminal.epoch, other.epoch]


async def test_a_text_that_no_table_holds_is_set_aside(inbox: Inbox, terminal: BareTerminal) -> None:
    await inbox.arrive(terminal, [terminal.event(StaffCalled("a\0")), terminal.event(StaffCalled("x" * 65))])
    await inbox.dispatcher.dispatch(terminal.id)
    assert [event.reason for event in await set_aside_events()] == ["malformed", "malformed"]


async def test_a_stored_event_of_a_kind_that_this_version_does_not_know_is_set_aside(
    inbox: Inbox, terminal: BareTerminal
) -> None:
    first, second = terminal.events(2)
    await inbox.arrive(terminal, [first, second])
    newer = codec.encode(msgspec.structs.replace(first)).replace(b"madoguchi.call.v1", b"madoguchi.call.v9")
    await rows("UPDATE inbox_event SET envelope = $1 WHERE seq = 1", [newer])
    await inbox.dispatcher.dispatch(terminal.id)
    assert inbox.seqs == [2]
    assert [(event.event_id, event.reason) for event in await set_aside_events()] == [(first.id, "malformed")]


async def test_a_terminal_with_a_long_backlog_keeps_no_other_waiting(inbox: Inbox, terminal: BareTerminal) -> None:
    gate, other = asyncio.Event(), BareTerminal("counter-2")
    inbox.hold[terminal.id] = gate
    running = asyncio.create_task(inbox.dispatcher.run())
    await inbox.arrive(terminal, terminal.events(1))
    await until(lambda: inbox.held == 1)
    await inbox.arrive(other, other.events(1))
    await until(lambda: [event.terminal for event in inbox.applied] == [other.id])
    gate.set()
    await until(lambda: len(inbox.applied) == 2)
    await ended(running)


async def test_what_was_missing_is_missing_no_more_when_it_turns_up(inbox: Inbox, terminal: BareTerminal) -> None:
    first, second, third = terminal.events(3)
    for batch in ([first], [terminal.begin_epoch()]):
        await inbox.arrive(terminal, batch)
        await inbox.dispatcher.dispatch(terminal.id)
    standing = []
    for batch in ([second], [third]):
        standing.append([alarm.kind for alarm in await open_alarms()])
        await inbox.arrive(terminal, batch)
        await inbox.dispatcher.dispatch(terminal.id)
    assert standing == [["events-missing"], ["events-missing"]]
    assert await open_alarms() == []
