"""A real pcscd with practice cards, and a hand that puts them on the reader. One place for sockets in each process."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from edge_agent.cards.transport import Gone
from edge_agent.devices.base import Standing
from edge_agent.devices.card.port import CardEvent, CardInserted, CardReader, CardRemoved, CardSession, Unavailable
from protocol.devices import DeviceState
from provisioning.sandbox.card_service import CardService
from provisioning.sandbox.cards.box import CardBox
from provisioning.sandbox.cards.card_file import CardFile, CardKind
from provisioning.sandbox.cards.issuing import CardPlan, issue_card
from provisioning.sandbox.cards.requests import Outcome
from provisioning.sandbox.jpki.hierarchy import ensure_hierarchy
from provisioning.sandbox.jpki.person import (
    Municipality,
    Person,
    Sex,
    practice_individual_number,
    practice_resident_code,
)

NOW = datetime(2026, 4, 1, tzinfo=UTC)
HANAKO = Person(
    name="道志　花子",
    address="山梨県南都留郡道志村６１８１番地１",
    birth=date(1985, 4, 1),
    sex=Sex.FEMALE,
    municipality=Municipality("19422", "Yamanashi", "Doshi-mura"),
    individual_number=practice_individual_number(1),
    resident_code=practice_resident_code(1),
)

IDLE = Standing(DeviceState.IDLE)
READY = Standing(DeviceState.READY)
BUSY = Standing(DeviceState.BUSY)


@cache
def room() -> Path:
    """Where this process keeps card service and cards. libpcsclite reads the place of the socket once."""
    made = Path(tempfile.mkdtemp(prefix="cards-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    os.environ["PCSCLITE_CSOCK_NAME"] = str(made / "pcscd" / "pcscd.comm")
    return made


@cache
def fresh_cards() -> dict[str, CardFile]:
    """The cards as they were handed out: hanako's, one without PINs, a licence."""
    hierarchy = ensure_hierarchy(room() / "jpki", NOW)
    kinds = {
        "hanako": CardKind.MY_NUMBER,
        "hanako-face": CardKind.FACE_AUTHENTICATION,
        "hanako-licence": CardKind.DRIVERS_LICENCE,
    }
    return {name: issue_card(CardPlan(HANAKO, kind), hierarchy, NOW) for name, kind in kinds.items()}


@asynccontextmanager
async def card_service() -> AsyncIterator[CardService]:
    """pcscd and the hand, with cards that nobody has used yet."""
    box = CardBox(room() / "box")
    for name, card in fresh_cards().items():
        box.write(name, card)
    async with CardService(room() / "box", room(), logs=room() / "logs") as service:
        yield service


async def insert(service: CardService, card: str) -> None:
    """Put a card on the reader that is there."""
    assert await service.hand.insert(card) is Outcome.DONE


async def session_with(reader: CardReader, card: CardInserted) -> CardSession:
    """A session with a card that is surely there."""
    session = await reader.begin(card)
    assert not isinstance(session, Gone | Unavailable)
    return session


class Follower:
    """Follows an open reader and lets a test wait for what it reports."""

    def __init__(self, reader: CardReader) -> None:
        self.happened: list[CardEvent | Standing] = []
        self.error: Exception | None = None
        self._reader = reader
        self._news = asyncio.Condition()
        self._read = 0
        self._task = asyncio.create_task(self._follow())

    async def until(self, kind: type[CardInserted] | type[CardRemoved] | Standing) -> CardEvent | Standing:
        """The next event of a kind, or this very standing, after the last one that was waited for."""
        try:
            async with asyncio.timeout(10):
                return await self._until(kind)
        except TimeoutError:
            raise AssertionError(f"no {kind} after {self.happened}") from None

    async def _until(self, kind: type[CardInserted] | type[CardRemoved] | Standing) -> CardEvent | Standing:
        async with self._news:
            while True:
                for at in range(self._read, len(self.happened)):
                    each = self.happened[at]
                    if each == kind or (isinstance(kind, type) and isinstance(each, kind)):
                        self._read = at + 1
                        return each
                await self._news.wait()

    async def inserted(self) -> CardInserted:
        """The next card."""
        card = await self.until(CardInserted)
        assert isinstance(card, CardInserted)
        return card

    async def ended(self) -> None:
        """Wait until the reader has nothing more to say. Raises what it raised."""
        await asyncio.wait_for(asyncio.shield(self._task), 10)

    async def stop(self) -> None:
        """Follow no longer."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _follow(self) -> None:
        async for event in self._reader.events():
            async with self._news:
                self.happened.append(event)
                self._news.notify_all()


@asynccontextmanager
async def followed(reader: CardReader) -> AsyncIterator[Follower]:
    """An open reader and what it reports; closed at the end."""
    await reader.open()
    follower = Follower(reader)
    try:
        yield follower
    finally:
        await follower.stop()
        await reader.close()
