"""A terminal learns where its stream stands."""

from __future__ import annotations

from central.inbox.answers import stream_position
from central.link.asked import Asked
from protocol.wire.messages.answers import Position
from protocol.wire.messages.questions import StreamPosition
from tests.central.inbox.conftest import Inbox
from tests.central.terminal import BareTerminal


async def test_a_terminal_learns_how_far_its_epoch_is_stored(inbox: Inbox, terminal: BareTerminal) -> None:
    await inbox.arrive(terminal, terminal.events(7))
    for epoch, highest in ((terminal.epoch, 7), ("another", 0)):
        question = StreamPosition(epoch=epoch, business_day="2026-04-01")
        assert await stream_position(Asked(terminal.id, ""), question) == Position(
            highest_seq=highest, highest_serial=0
        )
    question = StreamPosition(epoch=terminal.epoch, business_day="2026-04-01")
    assert await stream_position(Asked("counter-2", ""), question) == Position(highest_seq=0, highest_serial=0)
