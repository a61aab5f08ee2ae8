"""Whether the card reader works now: any card is put there and asked what it says to everybody, never with a PIN."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from protocol.devices import DeviceState, DeviceStatus, FaultCode

from ..cards.my_number import MyNumberCard
from ..cards.recognition import CardKind, recognise
from ..cards.transport import Gone
from ..devices.card.port import CardEvent, CardInserted, CardReader, CardSession, Unavailable
from ..errors import CardRefused

_STEP_SECONDS = 0.1
_WITH_TRIES = {CardKind.MY_NUMBER, CardKind.FACE_ONLY}


@dataclass(frozen=True)
class CardSpoke:
    """A card said what it is. `tries` is what its 利用者証明用 PIN has left, None when it has none."""

    kind: CardKind
    tries: int | None
    milliseconds: int


@dataclass(frozen=True)
class NoCardCame:
    """The reader works as far as it says, but no card was put there in time."""


@dataclass(frozen=True)
class VisitInProgress:
    """A resident is at the counter: their card is not for testing."""


Found = CardSpoke | FaultCode | NoCardCame | VisitInProgress


class Devices(Protocol):
    """The part of the supervisor that a check needs."""

    def statuses(self) -> tuple[DeviceStatus, ...]:
        """Every device now."""


class CardReaderCheck:
    """Stands between the reader and whoever takes its events, who is always told first.

    `settle_seconds`: how long others have a new card for themselves. `fault_seconds`: how long a fault has to last.
    """

    def __init__(
        self,
        reader: CardReader,
        devices: Devices,
        *,
        then: Callable[[CardEvent], Awaitable[None]],
        is_resting: Callable[[], bool],
        settle_seconds: float = 1.0,
        fault_seconds: float = 2.0,
    ) -> None:
        self._reader = reader
        self._devices = devices
        self._then = then
        self._is_resting = is_resting
        self._settle_seconds = settle_seconds
        self._fault_seconds = fault_seconds
        self._card: CardInserted | None = None
        self._since = 0.0

    async def took(self, event: CardEvent) -> None:
        """The reader reports a card, or that it is gone."""
        await self._then(event)
        self._card = event if isinstance(event, CardInserted) else None
        self._since = asyncio.get_running_loop().time()

    async def look(self, seconds: float) -> Found:
        """Wait so long for a card that speaks, or for a fault that lasts. Ends as soon as a visit begins."""
        loop = asyncio.get_running_loop()
        ends, before, since = loop.time() + seconds, None, loop.time()
        while self._is_resting():
            found = self._fault() or await self._asked()
            if isinstance(found, CardSpoke):
                return found
            if found is not before:
                before, since = found, loop.time()
            if found is not None and loop.time() - since >= self._fault_seconds:
                return found
            if loop.time() >= ends:
                return NoCardCame()
            await asyncio.sleep(_STEP_SECONDS)
        return VisitInProgress()

    def _fault(self) -> FaultCode | None:
        status = next(status for status in self._devices.statuses() if status.name == self._reader.name)
        return FaultCode.OFFLINE if status.state is DeviceState.ABSENT else status.fault

    async def _asked(self) -> CardSpoke | FaultCode | None:
        loop = asyncio.get_running_loop()
        if self._card is None or loop.time() - self._since < self._settle_seconds:
            return None
        began = loop.time()
        session = await self._reader.begin(self._card)
        if isinstance(session, Gone | Unavailable):
            return session.fault if isinstance(session, Unavailable) else None
        try:
            kind = await recognise(session)
            tries = await _tries(session, kind)
        except CardRefused:
            return FaultCode.UNRESPONSIVE
        finally:
            await session.end()
        if isinstance(kind, Gone) or isinstance(tries, Gone):
            return None
        return CardSpoke(kind, tries, round((loop.time() - began) * 1000))


async def _tries(session: CardSession, kind: CardKind | Gone) -> int | Gone | None:
    if kind not in _WITH_TRIES:
        return None
    tries = await MyNumberCard(session).tries_left()
    return tries if isinstance(tries, int | Gone) else None
