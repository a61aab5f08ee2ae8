"""Two readers at one machine: each takes the cards of its own, and says nothing of the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from edge_agent.devices.base import Standing
from edge_agent.devices.card.port import CardEvent, CardInserted, CardRemoved
from edge_agent.devices.card.reader import PcscReader
from provisioning.sandbox.card_service import CardService
from provisioning.sandbox.cards.requests import Outcome

from .practice import IDLE, READY

VISITS, STAFFS = "00 00", "00 01"


class Followed:
    """An open reader and what it has reported."""

    def __init__(self, match: str) -> None:
        self.reader = PcscReader(name=match, match=match)
        self.cards: list[CardEvent] = []

    async def follow(self) -> None:
        """Note its cards until it is closed."""
        async for event in self.reader.events():
            if not isinstance(event, Standing):
                self.cards.append(event)

    async def stands(self, standing: Standing) -> None:
        """Wait until it stands so."""
        async with asyncio.timeout(10):
            while self.reader.status != standing:  # noqa: ASYNC110  a status knows no event
                await asyncio.sleep(0.01)


@pytest.fixture
async def readers(service: CardService) -> AsyncIterator[tuple[Followed, Followed]]:
    visits, staffs = Followed(VISITS), Followed(STAFFS)
    for each in (visits, staffs):
        await each.reader.open()
    following = [asyncio.create_task(each.follow()) for each in (visits, staffs)]
    yield visits, staffs
    for each in (visits, staffs):
        await each.reader.close()
    await asyncio.gather(*following)


async def test_a_card_is_on_one_of_them_alone(service: CardService, readers: tuple[Followed, Followed]) -> None:
    visits, staffs = readers
    assert await service.hand.insert("hanako-licence", slot=1) is Outcome.DONE
    await staffs.stands(READY)
    assert (visits.reader.status, visits.cards) == (IDLE, [])
    assert await service.hand.insert("hanako", slot=0) is Outcome.DONE
    await visits.stands(READY)
    assert await service.hand.remove(slot=1) is Outcome.DONE
    await staffs.stands(IDLE)
    assert [type(event) for event in staffs.cards] == [CardInserted, CardRemoved]
    assert [type(event) for event in visits.cards] == [CardInserted]
    assert visits.reader.status == READY
