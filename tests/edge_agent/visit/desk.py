"""A whole visit with a reader, cards and a central that answers by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Screen, State
from protocol.wire.messages import questions

from ..counter import HandClock
from .cards import PIN, Cupboard, PretendCard, PretendReader
from .central import Central, errands_of
from .stand_ins import FOR_EVER, Counter, turns


class Desk(Counter):
    """A counter with a reader."""

    def __init__(self) -> None:
        self.central = Central()
        self.reader = PretendReader()
        self.devices = Cupboard()
        clock = HandClock()
        errands, self.stock = errands_of(self.central, clock, self.reader, self.devices)
        super().__init__(FOR_EVER, errands=errands)
        self.errands = errands
        self.clock = clock
        self.reader.listener = errands

    async def at(self, *screens: Screen) -> State:
        """The first state shown on one of these screens."""
        return await self.until(lambda state: state.screen in screens)

    async def begin(self) -> State:
        """A resident starts and chooses 転居."""
        await self.touch(Action.START)
        return await self.touch(Action.CHOOSE_EVENT, "TENKYO")

    async def at_pin(self, card: PretendCard | None = None) -> State:
        """A resident whose card lies there is asked for the number, or whether to use the last try."""
        await self.begin()
        await self.reader.put(card or PretendCard())
        return await self.at(Screen.PIN, Screen.LAST_TRY)

    async def later(self, seconds: float = 0.5) -> State:
        """What is shown a little later."""
        await asyncio.sleep(seconds)
        return self.visit.state

    async def type_pin(self, pin: bytes = PIN) -> State:
        """Four digits on the newest page."""
        return await self.visit.give_pin(bytearray(pin), self.visit.state.revision)

    async def quit(self) -> State:
        """中止, for sure."""
        await self.touch(Action.QUIT)
        return await self.touch(Action.QUIT_FOR_SURE)


async def slow(_body: questions.Body) -> None:
    """Central takes a second for everything."""
    await asyncio.sleep(1.0)


@asynccontextmanager
async def open_desk() -> AsyncIterator[Desk]:
    """A desk at work."""
    desk = Desk()
    async with desk.running():
        await turns()
        yield desk
