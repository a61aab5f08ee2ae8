"""The catalogue in force reaches every terminal, also those that come later, and nobody else can publish one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from central.db.changes import Listener
from central.db.connection import Database
from central.guidance.channels import CATALOGUES
from central.guidance.publisher import CataloguePublisher
from central.guidance.use_cases.load_catalogue import load_catalogue
from protocol.session import Message, Published, Session
from protocol.wire import topics
from protocol.wire.codec import decode, encode
from protocol.wire.messages.publications import CataloguePublished
from tests.central.clock import TestClock
from tests.central.waiting import ended, until
from tests.provisioning.broker import TERMINALS, Broker

from .catalogues import CONTENT, VERSION, content_of

FIRST = int(TestClock().now().timestamp())


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[Broker]:
    """A real mosquitto."""
    async with Broker(tmp_path) as broker:
        yield broker


class Counter:
    """A terminal's session that keeps every catalogue it is given."""

    def __init__(self, broker: Broker, terminal: str) -> None:
        signer = broker.terminal_signer(terminal)
        self.session = Session(broker.terminal(terminal), signer=signer, verifier=broker.trusts_central())
        self.session.handle(topics.CATALOGUE, self._take)
        self.taken: list[CataloguePublished] = []

    @property
    def serials(self) -> list[int]:
        """The serials of what came."""
        return [each.serial for each in self.taken]

    async def _take(self, message: Message) -> None:
        self.taken.append(decode(message.payload, CataloguePublished))


@asynccontextmanager
async def publishing(broker: Broker, database: Database, clock: TestClock) -> AsyncIterator[None]:
    """Central's session with its publisher."""
    session = Session(broker.central(), signer=broker.central_signer(), verifier=broker.trusts_terminals())
    publisher = CataloguePublisher(session, Listener(database.url, {CATALOGUES}), clock)
    session.on_change(publisher.line_changed)
    async with working(session), working(publisher):
        yield


@asynccontextmanager
async def working(part: Session | CataloguePublisher) -> AsyncIterator[None]:
    """Something that runs meanwhile."""
    running = asyncio.create_task(part.run())
    try:
        yield
    finally:
        await ended(running)


async def test_a_terminal_hears_of_the_newest_now_and_of_the_next_as_soon_as_it_is_loaded(
    broker: Broker, database: Database
) -> None:
    clock, counter = TestClock(), Counter(broker, TERMINALS[0])
    await load_catalogue(CONTENT, clock=clock)
    async with publishing(broker, database, clock), working(counter.session):
        await until(lambda: set(counter.serials) == {FIRST})
        assert counter.taken[-1] == CataloguePublished(FIRST, VERSION, CONTENT)
        await load_catalogue(content_of("別の村"), clock=clock)
        await until(lambda: counter.serials[-1] == FIRST + 1)


async def test_a_terminal_that_comes_when_central_is_gone_gets_what_the_broker_kept(
    broker: Broker, database: Database
) -> None:
    clock, counter, later = TestClock(), Counter(broker, TERMINALS[0]), Counter(broker, TERMINALS[1])
    await load_catalogue(CONTENT, clock=clock)
    async with publishing(broker, database, clock), working(counter.session):
        await until(lambda: bool(counter.serials))
    async with working(later.session):
        await until(lambda: later.serials == [FIRST])


async def test_a_catalogue_comes_into_force_on_its_day(broker: Broker, database: Database) -> None:
    clock, counter = TestClock(), Counter(broker, TERMINALS[0])
    await load_catalogue(CONTENT, clock=clock)
    await load_catalogue(content_of("来年度", effective_from="2026-04-02"), clock=clock)
    session = Session(broker.central(), signer=broker.central_signer(), verifier=broker.trusts_terminals())
    publisher = CataloguePublisher(session, Listener(database.url, {CATALOGUES}), clock)
    async with working(session), working(counter.session):
        await until(lambda: session.is_connected)
        assert [await publisher.publish() for _ in range(2)] == [True, False]
        clock.go_on(15 * 3600)
        assert await publisher.publish()
        await until(lambda: counter.serials == [FIRST, FIRST + 1])


async def test_a_terminal_cannot_publish_a_catalogue(broker: Broker) -> None:
    thief, counter = Counter(broker, TERMINALS[0]), Counter(broker, TERMINALS[1])
    async with working(thief.session), working(counter.session):
        await until(lambda: thief.session.is_connected and counter.session.is_connected)
        forged = encode(CataloguePublished(9, VERSION, CONTENT))
        assert await thief.session.publish(topics.CATALOGUE, forged, retain=True) is Published.REFUSED
        await asyncio.sleep(0.2)
        assert (counter.taken, counter.session.rejected) == ([], 0)
