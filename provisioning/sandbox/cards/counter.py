"""The counter with its slots and its box of cards: what a hand does there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from .box import CardBox
from .requests import Insert, Lying, Misbehave, Outcome, Remove, Situation, Unlock
from .slot import Slot


class Counter:
    """Carries requests out; `run()` serves the slots meanwhile."""

    def __init__(self, box: CardBox, slots: Sequence[Slot]) -> None:
        self._box = box
        self._slots = slots
        self._hand = asyncio.Lock()

    async def run(self) -> None:
        """Serve every slot until cancelled."""
        async with asyncio.TaskGroup() as group:
            for slot in self._slots:
                group.create_task(slot.run())

    async def insert(self, request: Insert) -> Outcome:
        """Put a card on a slot; returns when the reader has it."""
        async with self._hand:
            slot = self._slot(request.slot)
            if slot is None:
                return Outcome.NO_SUCH_SLOT
            if slot.card is not None:
                return Outcome.OCCUPIED
            if self._lies_somewhere(request.card):
                return Outcome.IN_USE
            card = await asyncio.to_thread(self._box.take, request.card)
            if card is None:
                return Outcome.NO_SUCH_CARD
            return Outcome.DONE if await slot.insert(card, request.misbehaviour) else Outcome.READER_AWAY

    async def remove(self, request: Remove) -> Outcome:
        """Take a card off."""
        slot = self._slot(request.slot)
        if slot is None or slot.card is None:
            return Outcome.NO_SUCH_SLOT if slot is None else Outcome.EMPTY
        await slot.remove()
        return Outcome.DONE

    async def misbehave(self, request: Misbehave) -> Outcome:
        """Let the card on a slot go wrong."""
        slot = self._slot(request.slot)
        if slot is None or slot.card is None:
            return Outcome.NO_SUCH_SLOT if slot is None else Outcome.EMPTY
        slot.misbehave(request.misbehaviour)
        return Outcome.DONE

    async def unlock(self, request: Unlock) -> Outcome:
        """Unlock a card; it must not lie on a reader meanwhile."""
        async with self._hand:
            if self._lies_somewhere(request.card):
                return Outcome.IN_USE
            known = await asyncio.to_thread(self._box.unlock, request.card)
            return Outcome.DONE if known else Outcome.NO_SUCH_CARD

    async def situation(self) -> Situation:
        """What lies where."""
        slots = tuple(
            Lying(number, slot.card.name if slot.card else None, slot.misbehaviour)
            for number, slot in enumerate(self._slots)
        )
        return Situation(slots, await asyncio.to_thread(self._box.names))

    def _slot(self, number: int) -> Slot | None:
        return self._slots[number] if 0 <= number < len(self._slots) else None

    def _lies_somewhere(self, name: str) -> bool:
        return any(slot.card is not None and slot.card.name == name for slot in self._slots)
