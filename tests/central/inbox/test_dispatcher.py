"""Stored events reach their rooms in order, and nothing that goes wrong with one of them stops the others."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from central.errors import NotFound
from central.inbox.queries import backlog, missing_events, set_aside_events
from central.inbox.use_cases.retry_event import retry_event
from central.operations.queries import open_alarms
from protocol.wire.messages.events import TerminalStarted
from protocol.wire.sealing import ContentKey
from tests.central.inbox.conftest import Inbox
from tests.central.terminal import BareTerminal
from tests.central.waiting import ended, until


async def test_events_are_applied_in_order_of_seq_and_not_of_arrival(inbox: Inbox, terminal: BareTerminal) -> None:
    events = terminal.events(120)
    shuffled = random.sample(events, len(events))
    for start in range(0, 120, 20):
        await inbox.arrive(terminal, shuffled[start : start + 20])
        await inbox.dispatcher.dispatch(terminal.id)
    assert inbox.seqs == list(range(1, 121))
    assert await backlog() == 0


async def test_two_dispatchers_keep_every_terminals_order(inbox: Inbox) -> None:
    terminals = [BareTerminal(f"counter-{number}") for number in range(1, 5)]
    dispatchers = [inbox.dispatcher, inbox.another_dispatcher()]
    running = [asyncio.create_task(dispatcher.run()) for dispatcher in dispatchers]
    for _ in range(10):
        await asyncio.gather(*(inbox.arrive(terminal, terminal.events(10)) for terminal in terminals))
    await until(lambda: len(inbox.applied) >= 400)
    for task in running:
        await ended(task)
    for terminal in terminals:
        assert [event.seq for event in inbox.applied if event.terminal == terminal.id] == list(range(1, 101))


async def test_a_gap_holds_only_its_own_terminal(inbox: Inbox, terminal: BareTerminal) -> None:
    other = BareTerminal("counter-2")
    events = terminal.events(5)
    await inbox.arrive(terminal, [events[0], *events[2:]])
    await inbox.arrive(other, other.events(2))
    for id_ in (terminal.id, other.id):
        await inbox.dispatcher.dispatch(id_)
    assert [(event.terminal, event.seq) for event in inbox.applied] == [
        (terminal.id, 1),
        (other.id, 1),
        (other.id, 2),
    ]
    await inbox.arrive(terminal, [events[1]])
    await inbox.dispatcher.dispatch(terminal.id)
    assert [event.seq for event in inbox.applied if event.terminal == terminal.id] == [1, 2, 3, 4, 5]


async def test_a_gap_alarms_after_sixty_seconds_and_the_alarm_ends_with_it(
    inbox: Inbox, terminal: BareTerminal
) -> None:
    events = terminal.events(3)
    await inbox.arrive(terminal, [events[0], events[2]])
    for seconds in (0, 59):
        inbox.clock.go_on(seconds)
        await inbox.dispatcher.dispatch(terminal.id)
        assert await open_alarms() == []
    inbox.clock.go_on(1)
    await inbox.dispatcher.dispatch(terminal.id)
    (alarm,) = await open_alarms()
    assert (alarm.kind, alarm.subject, alarm.detail["missing_seq"]) == ("stream-held", terminal.id, 2)
    await inbox.arrive(terminal, [events[1]])
    await inbox.dispatcher.dispatch(terminal.id)
    assert await open_alarms() == []
    assert inbox.seqs == [1, 2, 3]


async def test_a_stream_whose_first_event_is_missing_alarms_too(inbox: Inbox, terminal: BareTerminal) -> None:
    await inbox.arrive(terminal, terminal.events(2)[1:])
    await inbox.dispatcher.dispatch(terminal.id)
    inbox.clock.go_on(60)
    await inbox.dispatcher.dispatch(terminal.id)
    assert [alarm.detail["missing_seq"] for alarm in await open_alarms()] == [1]


async def test_what_cannot_be_opened_is_set_aside_and_the_stream_goes_on(inbox: Inbox, terminal: BareTerminal) -> None:
    stranger = ContentKey.generate(X25519PrivateKey.generate().public_key())
    await inbox.arrive(terminal, [terminal.event(), terminal.event(key=stranger), terminal.event()])
    await inbox.dispatcher.dispatch(terminal.id)
    assert inbox.seqs == [1, 3]
    assert [event.reason for event in await set_aside_events()] == ["unknown-key"]
    assert [alarm.kind for alarm in await open_alarms()] == ["event-set-aside"]


async def test_what_a_room_refuses_is_set_aside_and_works_when_it_is_retried(
    inbox: Inbox, terminal: BareTerminal
) -> None:
    broken, sound = terminal.event(), terminal.event(TerminalStarted(version="1"))
    inbox.failure = NotFound("case")
    await inbox.arrive(terminal, [broken, sound])
    await inbox.dispatcher.dispatch(terminal.id)
    assert [(event.event_id, event.reason) for event in await set_aside_events()] == [(broken.id, "not-found")]
    assert not await retry_event(broken.id, inbox.application, inbox.clock)
    inbox.failure = None
    assert await retry_event(broken.id, inbox.application, inbox.clock)
    assert await retry_event(broken.id, inbox.application, inbox.clock)
    assert (inbox.seqs, await set_aside_events(), await open_alarms()) == ([1], [], [])


async def test_a_bug_in_a_room_does_not_hold_the_stream(inbox: Inbox, terminal: BareTerminal) -> None:
    inbox.failure = ZeroDivisionError()
    await inbox.arrive(terminal, terminal.events(1))
    await inbox.dispatcher.dispatch(terminal.id)
    inbox.failure = None
    await inbox.arrive(terminal, terminal.events(1))
    await inbox.dispatcher.dispatch(terminal.id)
    assert inbox.seqs == [2]
    assert [event.reason for event in await set_aside_events()] == ["broken-promise"]


async def test_a_database_that_goes_away_sets_nothing_aside(inbox: Inbox, terminal: BareTerminal) -> None:
    inbox.failure = ConnectionResetError()
    await inbox.arrive(terminal, terminal.events(2))
    with suppress(ConnectionResetError):
        await inbox.dispatcher.dispatch(terminal.id)
    inbox.failure = None
    await inbox.dispatcher.dispatch(terminal.id)
    assert (inbox.seqs, await set_aside_events()) == ([1, 2], [])


async def test_a_fork_can_be_admitted_by_a_person(inbox: Inbox, terminal: BareTerminal) -> None:
    await inbox.arrive(terminal, terminal.events(1))
    fork = terminal.event(seq=1)
    await inbox.arrive(terminal, [fork])
    await inbox.dispatcher.dispatch(terminal.id)
    assert [(event.event_id, event.reason) for event in await set_aside_events()] == [(fork.id, "fork")]
    assert await retry_event(fork.id, inbox.application, inbox.clock)
    assert [event.event_id for event in inbox.applied][1] == fork.id
    assert (await set_aside_events(), await open_alarms()) == ([], [])


async def test_a_new_epoch_goes_on_where_the_old_one_ended(inbox: Inbox, terminal: BareTerminal) -> None:
    old = terminal.events(3)
    await inbox.arrive(terminal, [terminal.begin_epoch(), terminal.event()])
    await inbox.arrive(terminal, old)
    await inbox.dispatcher.dispatch(terminal.id)
    assert {(event.epoch, event.seq) for event in inbox.applied} == {
        *((event.epoch, event.seq) for event in old),
        (terminal.epoch, 2),
    }
    assert await missing_events() == []


async def test_the_gaps_of_a_closed_epoch_are_reported_and_passed(inbox: Inbox, terminal: BareTerminal) -> None:
    old = terminal.events(6)
    await inbox.arrive(terminal, [old[0], old[1], old[4]])
    await inbox.dispatcher.dispatch(terminal.id)
    await inbox.arrive(terminal, [terminal.begin_epoch(), terminal.event()])
    await inbox.dispatcher.dispatch(terminal.id)
    assert [(event.epoch == terminal.epoch, event.seq) for event in inbox.applied] == [
        (False, 1),
        (False, 2),
        (False, 5),
        (True, 2),
    ]
    (missing,) = await missing_events()
    assert (missing.last_seq, missing.missing) == (6, 3)
    assert [alarm.kind for alarm in await open_alarms()] == ["events-missing"]


async def test_what_turns_up_of_a_closed_epoch_is_applied_once(inbox: Inbox, terminal: BareTerminal) -> None:
    old = terminal.events(4)
    await inbox.arrive(terminal, [old[0]])
    await inbox.dispatcher.dispatch(terminal.id)
    await inbox.arrive(terminal, [terminal.begin_epoch()])
    await inbox.dispatcher.dispatch(terminal.id)
    for _ in range(2):
        await inbox.arrive(terminal, old[1:])
        await inbox.dispatcher.dispatch(terminal.id)
    assert inbox.seqs == [1, 2, 3, 4]


async def test_an_epoch_that_was_skipped_is_applied_when_it_arrives(inbox: Inbox, terminal: BareTerminal) -> None:
    first = terminal.events(1)
    second = [terminal.begin_epoch(), terminal.event()]
    third = [terminal.begin_epoch(), terminal.event()]
    for events in (first, third, second):
        await inbox.arrive(terminal, events)
        await inbox.dispatcher.dispatch(terminal.id)
    await inbox.arrive(terminal, [terminal.event()])
    await inbox.dispatcher.dispatch(terminal.id)
    assert [event.event_id for event in inbox.applied][:3] == [first[0].id, third[1].id, second[1].id]
    assert inbox.applied[3].epoch == terminal.epoch


async def test_events_captured_while_the_line_was_cut_are_counted(inbox: Inbox, terminal: BareTerminal) -> None:
    await inbox.arrive(terminal, [terminal.event(offline=True), terminal.event(offline=True), terminal.event()])
    await inbox.dispatcher.dispatch(terminal.id)
    assert inbox.late == [(terminal.id, 2)]
