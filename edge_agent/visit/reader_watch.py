"""What lies on the reader: put together from the cards it reports, their own word, and the state of the device."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Protocol

from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode

from ..devices.card.port import CardEvent, CardInserted
from .happenings import CardChanged
from .identity import IdentityCheck
from .state import Card, CardState

Changed = Callable[[CardChanged], Awaitable[object]]

_WORKING = {DeviceState.IDLE, DeviceState.READY, DeviceState.BUSY}
_OF_A_CARD = {FaultCode.UNRESPONSIVE, FaultCode.IN_USE}


class Devices(Protocol):
    """The part of the supervisor that a visit needs."""

    def changes(self) -> AsyncIterator[tuple[DeviceStatus, ...]]:
        """Every device, whenever one of them has changed."""


class ReaderWatch:
    """Cards and states arrive in any order; what was last said of both counts."""

    def __init__(self, check: IdentityCheck, devices: Devices) -> None:
        self._check = check
        self._devices = devices
        self._events: asyncio.Queue[CardEvent] = asyncio.Queue()
        self._looked = Card()
        self._without_card = CardState.NONE
        self.inserted: CardInserted | None = None

    async def took(self, event: CardEvent) -> None:
        """The reader reports a card, or that it is gone."""
        await self._events.put(event)

    async def run(self, changed: Changed) -> None:
        """Report what lies there until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch_cards(changed), name="visit cards")
            group.create_task(self._watch_devices(changed), name="visit reader")

    async def _watch_cards(self, changed: Changed) -> None:
        while True:
            event = await self._events.get()
            self.inserted = event if isinstance(event, CardInserted) else None
            self._looked = Card() if self.inserted is None else await self._check.look_at(self.inserted)
            if self.inserted is None or self._events.empty():
                await changed(CardChanged(self._card()))

    async def _watch_devices(self, changed: Changed) -> None:
        async for statuses in self._devices.changes():
            self._without_card = _without_card(statuses)
            await changed(CardChanged(self._card()))

    def _card(self) -> Card:
        is_away = self._without_card is CardState.READER_AWAY
        return Card(self._without_card) if is_away or not self._looked.is_present else self._looked


def _without_card(statuses: Iterable[DeviceStatus]) -> CardState:
    """What the readers' states alone say: a card that cannot be spoken with is never reported as one."""
    readers = [status for status in statuses if status.kind is DeviceKind.CARD_READER]
    if any(reader.state in _WORKING for reader in readers):
        return CardState.NONE
    return CardState.UNREADABLE if any(reader.fault in _OF_A_CARD for reader in readers) else CardState.READER_AWAY
