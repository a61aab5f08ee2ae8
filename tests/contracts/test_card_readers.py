"""What every driver of a card reader keeps, whatever it drives."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from edge_agent.cards.apdu import OK, Command, Response
from edge_agent.cards.files import Application, select_application
from edge_agent.cards.my_number import MyNumberCard
from edge_agent.cards.outcomes import Verified
from edge_agent.cards.recognition import CardKind
from edge_agent.cards.transport import Gone
from edge_agent.devices.base import ABSENT
from edge_agent.devices.card.port import CardInserted, CardRemoved, Unavailable
from edge_agent.devices.catalog import REAL_DEVICES
from edge_agent.errors import CardRefused
from protocol.devices import DeviceKind, FaultCode
from tests.edge_agent.devices.card.practice import BUSY, IDLE, READY, followed, session_with

from .card_readers import BENCHES, Bench

SELECT = select_application(Application.JPKI)


@pytest.fixture(params=BENCHES)
async def bench(request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    async with BENCHES[request.param]() as laid:
        yield laid


def test_every_driver_of_the_catalog_is_under_contract() -> None:
    assert set(REAL_DEVICES.card_readers) <= set(BENCHES)


async def test_a_closed_reader_is_absent_and_gives_no_session(bench: Bench) -> None:
    assert (bench.reader.kind, bench.reader.status) == (DeviceKind.CARD_READER, ABSENT)
    assert await bench.reader.begin(CardInserted(CardKind.OTHER, "none")) == Gone()


async def test_it_says_first_where_it_stands(bench: Bench) -> None:
    async with followed(bench.reader) as follower:
        await follower.until(IDLE)
        assert follower.happened == [IDLE]
        assert bench.reader.status == IDLE


@pytest.mark.parametrize(
    ("card", "kind"),
    [("hanako", CardKind.MY_NUMBER), ("hanako-face", CardKind.FACE_ONLY), ("hanako-licence", CardKind.DRIVERS_LICENCE)],
)
async def test_a_card_is_reported_with_its_kind(bench: Bench, card: str, kind: CardKind) -> None:
    async with followed(bench.reader) as follower:
        await follower.until(IDLE)
        await bench.insert(card)
        assert (await follower.inserted()).kind is kind


async def test_a_card_that_lies_there_at_the_start_is_reported(bench: Bench) -> None:
    await bench.insert("hanako")
    async with followed(bench.reader) as follower:
        assert (await follower.inserted()).kind is CardKind.MY_NUMBER


async def test_a_session_is_busy_and_its_end_is_ready(bench: Bench) -> None:
    async with followed(bench.reader) as follower:
        await bench.insert("hanako")
        session = await session_with(bench.reader, await follower.inserted())
        await follower.until(BUSY)
        answer = await session.transmit(SELECT)
        assert isinstance(answer, Response)
        assert answer.sw == OK
        await session.end()
        await session.end()
        await follower.until(READY)
        assert await session.transmit(SELECT) == Gone()


async def test_a_card_taken_away_is_reported_once_and_gives_no_session(bench: Bench) -> None:
    async with followed(bench.reader) as follower:
        await bench.insert("hanako")
        card = await follower.inserted()
        await bench.remove()
        await follower.until(CardRemoved)
        assert await bench.reader.begin(card) == Gone()
        for _ in range(500):
            if bench.reader.status == IDLE:
                break
            await asyncio.sleep(0.01)
        assert bench.reader.status == IDLE
        assert follower.happened.count(CardRemoved()) == 1


async def test_the_same_card_put_there_again_is_another_presentation(bench: Bench) -> None:
    async with followed(bench.reader) as follower:
        await bench.insert("hanako")
        first = await follower.inserted()
        await bench.remove()
        await follower.until(CardRemoved)
        await bench.insert("hanako")
        second = await follower.inserted()
        assert first.presentation != second.presentation
        assert await bench.reader.begin(first) == Gone()
        await (await session_with(bench.reader, second)).end()


async def test_a_card_pulled_in_the_middle_of_a_session_is_a_value(bench: Bench) -> None:
    async with followed(bench.reader) as follower:
        await bench.insert("hanako")
        session = await session_with(bench.reader, await follower.inserted())
        assert isinstance(await session.transmit(SELECT), Response)
        await bench.remove()
        assert await session.transmit(SELECT) == Gone()
        assert await session.transmit(SELECT) == Gone()
        await session.end()
        await follower.until(CardRemoved)


async def test_only_one_session_at_a_time(bench: Bench) -> None:
    async with followed(bench.reader) as follower:
        await bench.insert("hanako")
        card = await follower.inserted()
        session = await session_with(bench.reader, card)
        assert await bench.reader.begin(card) == Unavailable(FaultCode.IN_USE)
        await session.end()
        await (await session_with(bench.reader, card)).end()


async def test_the_card_forgets_its_pin_with_the_session(bench: Bench) -> None:
    async with followed(bench.reader) as follower:
        await bench.insert("hanako")
        card = await follower.inserted()
        session = await session_with(bench.reader, card)
        assert await MyNumberCard(session).verify_pin(bytearray(b"1234"), tries_shown=3) == Verified()
        await session.end()
        session = await session_with(bench.reader, card)
        with pytest.raises(CardRefused, match="6982"):
            await MyNumberCard(session).sign(bytes(32))
        await session.end()


async def test_a_session_nobody_waits_for_any_more_is_given_back(bench: Bench) -> None:
    async with followed(bench.reader) as follower:
        await bench.insert("hanako")
        card = await follower.inserted()
        waiting = asyncio.create_task(bench.reader.begin(card))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await (await session_with(bench.reader, card)).end()


async def test_a_cancelled_command_is_not_begun_later_and_the_session_goes_on(bench: Bench) -> None:
    async with followed(bench.reader) as follower:
        await bench.insert("hanako")
        session = await session_with(bench.reader, await follower.inserted())
        waiting = asyncio.create_task(session.transmit(Command(0, 0x84, 0, 0, wanted=8)))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert isinstance(await session.transmit(SELECT), Response)
        await session.end()


async def test_closing_ends_the_events_the_session_and_the_thread(bench: Bench) -> None:
    before = threading.active_count()
    async with followed(bench.reader) as follower:
        await bench.insert("hanako")
        session = await session_with(bench.reader, await follower.inserted())
        await bench.reader.close()
        await follower.ended()
        assert follower.happened[-1] == CardRemoved()
        assert await session.transmit(SELECT) == Gone()
        await session.end()
        assert bench.reader.status == ABSENT
        await bench.reader.close()
    assert threading.active_count() <= before


async def test_it_can_be_opened_again(bench: Bench) -> None:
    await bench.insert("hanako")
    for _ in range(3):
        async with followed(bench.reader) as follower:
            session = await session_with(bench.reader, await follower.inserted())
            assert isinstance(await session.transmit(SELECT), Response)
