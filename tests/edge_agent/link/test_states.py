"""The four states and since when: what each is after the line, central and the systems behind it came or went."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from edge_agent.link.states import Links, LinkStates
from protocol.session import Message
from protocol.wire.messages.answers import Body as Answer
from protocol.wire.messages.answers import Here, LinkState, Refused
from protocol.wire.messages.questions import AreYouThere
from protocol.wire.messages.questions import Body as Question

from ..counter import MORNING, HandClock

UP, DOWN, UNKNOWN = LinkState.UP, LinkState.DOWN, LinkState.UNKNOWN


@dataclass
class Centre:
    """Says whether it is there."""

    answer: Answer | None = field(default_factory=lambda: Here("2026-04-01T09:30:00Z", UP, DOWN))
    asked: int = 0

    async def ask(self, body: Question) -> Answer | None:
        """The next answer."""
        assert isinstance(body, AreYouThere)
        self.asked += 1
        await asyncio.sleep(0)
        return self.answer


@dataclass
class Watched:
    """The states of one terminal, its clock, its centre and what the centre said about the time."""

    centre: Centre
    hand: HandClock
    states: LinkStates
    times: list[datetime]

    def now(self) -> tuple[LinkState, ...]:
        """Broker, central, 住基, issuing."""
        links = self.states.current()
        return (links.broker.state, links.central.state, links.juki.state, links.issuing.state)


@asynccontextmanager
async def watched(*, ask_every_seconds: float = 60.0) -> AsyncIterator[Watched]:
    """States that are being asked for."""
    centre, hand, times = Centre(), HandClock(), list[datetime]()
    states = LinkStates(centre, hand, told_time=times.append, ask_every_seconds=ask_every_seconds)
    running = asyncio.create_task(states.run())
    try:
        yield Watched(centre, hand, states, times)
    finally:
        running.cancel()
        await asyncio.wait([running])
        assert running.cancelled()


async def settle() -> None:
    """Let everybody have a turn."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_nothing_is_known_at_first_and_nobody_is_asked_without_a_line() -> None:
    async with watched() as it:
        await settle()
        assert it.now() == (UNKNOWN,) * 4
        assert it.states.is_offline()
        assert not it.states.is_cut()
        assert it.centre.asked == 0


async def test_a_line_that_never_came_up_is_down() -> None:
    async with watched(ask_every_seconds=0.01) as it:
        await asyncio.sleep(0.1)
        assert it.now() == (DOWN, DOWN, UNKNOWN, UNKNOWN)


async def test_when_the_line_comes_up_central_is_asked_at_once() -> None:
    async with watched() as it:
        await settle()
        it.states.line_changed(True)
        await settle()
        assert it.now() == (UP, UP, UP, DOWN)
        assert it.times == [datetime(2026, 4, 1, 9, 30, tzinfo=UTC)]
        assert not it.states.is_offline()


async def test_a_cut_line_takes_central_with_it_and_what_is_behind_is_unknown() -> None:
    async with watched() as it:
        await settle()
        it.states.line_changed(True)
        await settle()
        it.states.line_changed(False)
        assert it.now() == (DOWN, DOWN, UNKNOWN, UNKNOWN)
        assert it.states.is_offline()
        assert it.states.is_cut()


async def test_without_an_answer_central_is_away_although_the_broker_is_there() -> None:
    async with watched(ask_every_seconds=0.01) as it:
        it.states.line_changed(True)
        await asyncio.sleep(0.05)
        for answer in (None, Refused("busy")):
            it.centre.answer = answer
            await asyncio.sleep(0.05)
            assert it.now() == (UP, DOWN, UNKNOWN, UNKNOWN)


async def test_each_state_tells_since_when_it_holds() -> None:
    async with watched(ask_every_seconds=0.01) as it:
        it.hand.move(minutes=1)
        it.states.line_changed(True)
        await asyncio.sleep(0.05)
        it.hand.move(minutes=1)
        await asyncio.sleep(0.05)
        it.centre.answer = Here("2026-04-01T09:32:00Z", UP, UP)
        await asyncio.sleep(0.05)
        links = it.states.current()
    since = [(status.since - MORNING).seconds // 60 for status in (links.broker, links.juki, links.issuing)]
    assert since == [1, 1, 2]


async def test_a_watcher_gets_the_states_at_once_and_again_after_every_change() -> None:
    async with watched() as it:
        await settle()
        changes = it.states.changes()
        seen: list[Links] = [await anext(changes)]
        it.states.line_changed(True)
        seen.append(await anext(changes))
        await settle()
        seen.append(await anext(changes))
        await changes.aclose()  # type: ignore[attr-defined]
    assert [links.central.state for links in seen] == [UNKNOWN, UNKNOWN, UP]
    assert [links.broker.state for links in seen] == [UNKNOWN, UP, UP]


async def test_a_time_that_cannot_be_read_is_not_told_and_a_word_from_central_makes_the_terminal_ask() -> None:
    async with watched() as it:
        await settle()
        it.centre.answer = Here("noon")
        it.states.line_changed(True)
        await settle()
        await it.states.take_central_state(Message("state", b""))
        await settle()
        assert it.centre.asked == 2
        assert it.times == []
        assert it.now()[1] is UP
