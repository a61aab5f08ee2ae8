"""Every driver of a card reader with the hand that serves it cards: what the contract suite runs on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from edge_agent.devices.card.port import CardReader
from edge_agent.devices.card.reader import PcscReader
from provisioning.sandbox.card_service import CardService
from provisioning.sandbox.cards.requests import Outcome
from tests.edge_agent.devices.card.practice import card_service


class Bench(Protocol):
    """A reader, closed, and cards for it."""

    reader: CardReader

    async def insert(self, card: str) -> None:
        """Put a card there: "hanako", "hanako-face" or "hanako-licence"."""

    async def remove(self) -> None:
        """Take it away, whatever it is doing."""


class _PcscBench:
    def __init__(self, service: CardService) -> None:
        self.reader: CardReader = PcscReader(name="reader")
        self._service = service

    async def insert(self, card: str) -> None:
        assert await self._service.hand.insert(card) is Outcome.DONE

    async def remove(self) -> None:
        assert await self._service.hand.remove() is Outcome.DONE


@asynccontextmanager
async def _pcsc() -> AsyncIterator[Bench]:
    async with card_service() as service:
        yield _PcscBench(service)


BENCHES: dict[str, Callable[[], AbstractAsyncContextManager[Bench]]] = {"pcsc": _pcsc}
