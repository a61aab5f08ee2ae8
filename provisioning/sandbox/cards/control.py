"""The control socket of the program that serves the cards: the panel and tests are at the other end."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path

from ..control_socket import ControlSocket, listening
from .counter import Counter
from .misbehaviour import Misbehaviour
from .requests import (
    INSERT,
    MISBEHAVE,
    REMOVE,
    SITUATION,
    UNLOCK,
    Insert,
    Misbehave,
    Outcome,
    Remove,
    Situation,
    Unlock,
)


def controlled(counter: Counter, socket: Path) -> AbstractAsyncContextManager[None]:
    """Let the hand at the other end lay cards on the counter."""
    return listening(
        socket,
        INSERT.done_by(counter.insert),
        REMOVE.done_by(counter.remove),
        MISBEHAVE.done_by(counter.misbehave),
        UNLOCK.done_by(counter.unlock),
        SITUATION.told_by(counter.situation),
    )


class CardHand:
    """The hand at the counter: what the panel and tests hold. Each raises aiohttp.ClientError when nobody listens."""

    def __init__(self, socket: Path) -> None:
        self._control = ControlSocket(socket)
        self.is_there = self._control.is_there

    async def insert(self, card: str, slot: int = 0, misbehaviour: Misbehaviour | None = None) -> Outcome:
        """Put a card on a slot."""
        return await self._control.ask(INSERT, Insert(card, slot, misbehaviour))

    async def remove(self, slot: int = 0) -> Outcome:
        """Take a card off."""
        return await self._control.ask(REMOVE, Remove(slot))

    async def misbehave(self, misbehaviour: Misbehaviour | None, slot: int = 0) -> Outcome:
        """Let the card on a slot go wrong; None: behave."""
        return await self._control.ask(MISBEHAVE, Misbehave(misbehaviour, slot))

    async def unlock(self, card: str) -> Outcome:
        """Give a card its tries back."""
        return await self._control.ask(UNLOCK, Unlock(card))

    async def situation(self) -> Situation:
        """What lies where, and which cards there are."""
        return await self._control.ask(SITUATION, None)
