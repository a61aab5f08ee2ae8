"""An event reaches its room with its attachments whole, or is set aside until its parts are there."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from central.inbox.queries import missing_events, set_aside_events
from central.inbox.use_cases.retry_event import retry_event
from central.operations.queries import open_alarms
from protocol.wire.attachments import PART_BYTES
from protocol.wire.envelope import Envelope
from tests.central.inbox.conftest import Inbox
from tests.central.terminal import BareTerminal

INK = bytes(range(256)) * (PART_BYTES // 128)


async def _reasons() -> list[str]:
    return [event.reason for event in await set_aside_events()]


async def _arrive_in_two_epochs(inbox: Inbox, terminal: BareTerminal, events: list[Envelope]) -> None:
    """These, and then a new epoch that passes over whatever else there was."""
    beginning = terminal.begin_epoch()
    for batch in (events, [beginning]):
        await inbox.arrive(terminal, batch)
        await inbox.dispatcher.dispatch(terminal.id)


async def test_a_room_gets_the_contents_by_name(inbox: Inbox, terminal: BareTerminal) -> None:
    before, after = terminal.event(), terminal.signed(ink=INK, photo=b"small")
    await inbox.arrive(terminal, [before, *after, terminal.event()])
    await inbox.dispatcher.dispatch(terminal.id)
    assert [dict(event.attachments) for event in inbox.applied] == [{}, {"ink": INK, "photo": b"small"}, {}]
    assert inbox.seqs == [1, len(after) + 1, len(after) + 2]
    assert await _reasons() == []


async def test_parts_that_come_in_another_batch_and_order_are_found(inbox: Inbox, terminal: BareTerminal) -> None:
    for envelope in reversed(terminal.signed(ink=INK)):
        await inbox.arrive(terminal, [envelope])
        await inbox.dispatcher.dispatch(terminal.id)
    assert [event.attachments["ink"] for event in inbox.applied] == [INK]


async def test_a_missing_part_sets_its_event_aside_and_a_retry_works_once_it_is_there(
    inbox: Inbox, terminal: BareTerminal
) -> None:
    first, second, third = terminal.signed(ink=INK)
    await _arrive_in_two_epochs(inbox, terminal, [first, third])
    assert (inbox.applied, await _reasons()) == ([], ["part-missing"])
    assert not await retry_event(third.id, inbox.application, inbox.clock)
    await inbox.arrive(terminal, [second])
    await inbox.dispatcher.dispatch(terminal.id)
    assert await retry_event(third.id, inbox.application, inbox.clock)
    assert [event.attachments["ink"] for event in inbox.applied] == [INK]
    assert (await _reasons(), await missing_events(), await open_alarms()) == ([], [], [])


async def test_parts_of_another_event_are_not_taken(inbox: Inbox, terminal: BareTerminal) -> None:
    mine = terminal.signed(ink=b"mine")
    theirs = BareTerminal(terminal.id, terminal.epoch).signed(ink=b"theirs")
    await inbox.arrive(terminal, [theirs[0], mine[1]])
    await inbox.dispatcher.dispatch(terminal.id)
    assert (inbox.applied, await _reasons()) == ([], ["part-missing"])


async def test_a_fork_with_attachments_is_admitted_whole(inbox: Inbox, terminal: BareTerminal) -> None:
    await inbox.arrive(terminal, terminal.events(3))
    fork = BareTerminal(terminal.id, terminal.epoch).signed(ink=INK)
    await inbox.arrive(terminal, fork)
    await inbox.dispatcher.dispatch(terminal.id)
    assert await retry_event(fork[-1].id, inbox.application, inbox.clock)
    assert inbox.applied[-1].attachments["ink"] == INK


@pytest.mark.parametrize("change", [{"part": 2}, {"partof": ""}])
async def test_a_part_whose_envelope_was_changed_is_no_part(
    inbox: Inbox, terminal: BareTerminal, change: dict[str, object]
) -> None:
    part, owner = terminal.signed(ink=b"ink")
    await inbox.arrive(terminal, [replace(part, **change), owner])
    await inbox.dispatcher.dispatch(terminal.id)
    assert inbox.applied == []
    assert "part-missing" in await _reasons()
