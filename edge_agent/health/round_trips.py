"""One round trip to everything this counter depends on, all at once, and how long each took."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from protocol.devices import FaultCode
from protocol.wire.messages.answers import Body as Answer
from protocol.wire.messages.answers import Here, LinkState
from protocol.wire.messages.questions import AreYouThere
from protocol.wire.messages.questions import Body as Question

from ..devices.receipt_printer.port import Asked
from ..link.broker_probe import Stop, probed
from ..settings import AgentSettings

LONGEST_SECONDS = 8.0


class Goal(StrEnum):
    """What a counter depends on."""

    BROKER = "broker"
    CENTRAL = "central"
    JUKI = "juki"
    PRINTER = "printer"
    CARD_SERVICE = "card-service"


class Silence(StrEnum):
    """Why there is no answer of central, or of what is behind it."""

    NOT_ASKED = "not-asked"
    NOT_ANSWERED = "not-answered"
    SAID_TO_BE_DOWN = "said-to-be-down"


@dataclass(frozen=True)
class Trip:
    """There and back in so many milliseconds, or why not. 住基 has neither when central says that it is up."""

    goal: Goal
    milliseconds: int | None = None
    trouble: Stop | Silence | FaultCode | None = None


class Asker(Protocol):
    """The part of the questions that this needs."""

    async def ask(self, body: Question) -> Answer | None:
        """Central's answer within 2 s, or None."""


_Measured = int | Stop | Silence | FaultCode


class RoundTrips:
    """Measures on request only; a `printer` that cannot be asked, or is none, is left out."""

    def __init__(self, settings: AgentSettings, asker: Asker, printer: object) -> None:
        self._central = settings.central
        self._has_card_service = settings.devices.card_reader.driver == "pcsc"
        self._asker = asker
        self._printer = printer

    async def measured(self) -> tuple[Trip, ...]:
        """All of them now; what this counter has not is left out."""
        ways: list[Awaitable[tuple[Trip, ...]]] = [
            self._alone(Goal.BROKER, self._to_broker, Stop.NO_ANSWER),
            self._to_central(),
        ]
        if isinstance(self._printer, Asked):
            ways.append(self._alone(Goal.PRINTER, self._to_printer(self._printer), FaultCode.UNRESPONSIVE))
        if self._has_card_service:
            ways.append(self._alone(Goal.CARD_SERVICE, self._to_card_service, FaultCode.UNRESPONSIVE))
        return tuple(trip for trips in await asyncio.gather(*ways) for trip in trips)

    async def _alone(
        self, goal: Goal, way: Callable[[], Awaitable[_Measured]], late: Stop | FaultCode
    ) -> tuple[Trip, ...]:
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                measured = await way()
        except TimeoutError:
            measured = late
        return (Trip(goal, measured) if isinstance(measured, int) else Trip(goal, None, measured),)

    async def _to_broker(self) -> _Measured:
        return await asyncio.to_thread(probed, self._central)

    async def _to_central(self) -> tuple[Trip, ...]:
        """Central answers what it knows of 住基 too; it asks it for nobody's sake."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        answer = await self._asker.ask(AreYouThere())
        if not isinstance(answer, Here):
            return Trip(Goal.CENTRAL, None, Silence.NOT_ANSWERED), Trip(Goal.JUKI, None, Silence.NOT_ASKED)
        return Trip(Goal.CENTRAL, _since(began)), Trip(Goal.JUKI, None, _JUKI[answer.juki])

    @staticmethod
    def _to_printer(printer: Asked) -> Callable[[], Awaitable[_Measured]]:
        async def way() -> _Measured:
            began = asyncio.get_running_loop().time()
            fault = await printer.ask()
            return _since(began) if fault is None else fault

        return way

    async def _to_card_service(self) -> _Measured:
        # pyscard loads the system's PC/SC library, which a terminal without a reader need not have.
        from ..devices.card.service import asked_service

        began = asyncio.get_running_loop().time()
        fault = await asyncio.to_thread(asked_service)
        return _since(began) if fault is None else fault


_JUKI = {LinkState.UP: None, LinkState.DOWN: Silence.SAID_TO_BE_DOWN, LinkState.UNKNOWN: Silence.NOT_ASKED}


def _since(began: float) -> int:
    return round((asyncio.get_running_loop().time() - began) * 1000)
