"""What was set aside because its system was off is taken when the program starts with the system on."""

from __future__ import annotations

from central.errors import NotFound, SystemOff
from central.inbox.queries import set_aside_events
from central.inbox.switched_on import SwitchedOn
from central.operations.queries import open_alarms
from tests.central.inbox.conftest import Inbox
from tests.central.terminal import BareTerminal


async def test_what_arrived_while_a_system_was_off_is_taken_in_its_order(inbox: Inbox, terminal: BareTerminal) -> None:
    inbox.failure = SystemOff()
    await inbox.arrive(terminal, terminal.events(3))
    await inbox.dispatcher.dispatch(terminal.id)
    assert [event.reason for event in await set_aside_events()] == ["system-off"] * 3
    inbox.failure = None
    await SwitchedOn(inbox.application, inbox.clock).run()
    assert (inbox.seqs, await set_aside_events(), await open_alarms()) == ([1, 2, 3], [], [])


async def test_while_the_system_is_off_it_stays_aside_and_the_alarm_stands(
    inbox: Inbox, terminal: BareTerminal
) -> None:
    inbox.failure = SystemOff()
    await inbox.arrive(terminal, terminal.events(1))
    await inbox.dispatcher.dispatch(terminal.id)
    assert await SwitchedOn(inbox.application, inbox.clock).take() == 0
    assert [event.reason for event in await set_aside_events()] == ["system-off"]
    assert [alarm.kind for alarm in await open_alarms()] == ["event-set-aside"]


async def test_what_was_set_aside_for_another_reason_waits_for_a_person(inbox: Inbox, terminal: BareTerminal) -> None:
    inbox.failure = NotFound("case")
    await inbox.arrive(terminal, terminal.events(1))
    await inbox.dispatcher.dispatch(terminal.id)
    inbox.failure = None
    assert await SwitchedOn(inbox.application, inbox.clock).take() == 0
    assert [event.reason for event in await set_aside_events()] == ["not-found"]
