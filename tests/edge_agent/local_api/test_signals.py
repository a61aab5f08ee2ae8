"""The raw view as a stream: from a real session with a card to the technician, heads and lengths and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from edge_agent.cards.apdu import Command, Response
from edge_agent.cards.pin import CardPin, present
from edge_agent.cards.recognition import CardKind
from edge_agent.cards.transport import Gone
from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.card.port import CardEvent, CardInserted, CardSession, Unavailable
from edge_agent.devices.code_reader.assembly import Key, KeysLost, Press
from edge_agent.devices.code_reader.port import CodeEvent, CodeRead, CodeTorn
from edge_agent.devices.ear import MOST_HEARD, Ear
from edge_agent.devices.overheard import OverheardCardReader, OverheardDriver
from edge_agent.devices.pen.port import PenAt, PenDown, PenEvent, PenUp
from edge_agent.devices.redaction import key_seen
from edge_agent.local_api.client import Client
from edge_agent.local_api.signals import Signal
from protocol.devices import DeviceKind, FaultCode
from protocol.signals import CodeSeen, CommandSeen, KeySeen, KeyShape, SignalBody, Touch, TouchSeen
from protocol.wire.codec import encode

from ..counter import MORNING, HandClock
from .test_local_api import server

PIN = b"7391"
NAME = "道志花子".encode()
CARD = CardInserted(CardKind.MY_NUMBER, "1")


class Session:
    """A card that answers with a name, and to ASK_TRIES with three."""

    def __init__(self, *, leaves: bool = False) -> None:
        self._leaves = leaves
        self.is_ended = False

    async def transmit(self, command: Command) -> Response | Gone:
        """The answer."""
        if self._leaves:
            return Gone()
        if command.ins == 0x20 and not command.body:
            return Response.decoded(b"\x63\xc3")
        return Response.decoded(NAME + b"\x90\x00" if command.ins == 0xB0 else b"\x90\x00")

    async def end(self) -> None:
        """Note it."""
        self.is_ended = True


class Reader:
    """A reader with that card on it."""

    kind = DeviceKind.CARD_READER
    name = "card-reader"
    status = ABSENT

    def __init__(self, begun: CardSession | Gone | Unavailable) -> None:
        self._begun = begun
        self.calls: list[str] = []

    async def open(self) -> None:
        self.calls.append("open")

    async def close(self) -> None:
        self.calls.append("close")

    async def events(self) -> AsyncIterator[CardEvent | Standing]:
        yield ABSENT
        yield CARD

    async def begin(self, card: CardInserted) -> CardSession | Gone | Unavailable:
        assert card is CARD
        return self._begun


class Told:
    """What a technician has read so far."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.signals: list[Signal] = []

    async def read(self) -> None:
        """Follow until cancelled."""
        async for signal in self._client.signals():
            self.signals.append(signal)

    async def bodies(self, count: int) -> list[SignalBody]:
        """The first so many."""
        async with asyncio.timeout(5):
            while len(self.signals) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        return [signal.body for signal in self.signals]


async def is_open(ear: Ear, wanted: bool = True) -> bool:
    """Whether it comes to that."""
    async with asyncio.timeout(5):
        while ear.is_open is not wanted:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return True


def new_ear(most: int = MOST_HEARD) -> Ear:
    """An ear on a clock that stands still."""
    return Ear(HandClock(MORNING), most=most)


async def test_a_session_is_told_by_heads_and_lengths_and_neither_pin_nor_name_is_in_it(tmp_path: Path) -> None:
    socket, ear = tmp_path / "agent.sock", new_ear()
    reader = OverheardCardReader(Reader(Session()), ear)
    async with server(socket, ear=ear), Client(socket) as client:
        told = Told(client)
        reading = asyncio.create_task(told.read())
        await is_open(ear)
        session = await reader.begin(CARD)
        assert not isinstance(session, Gone | Unavailable)
        await present(session, CardPin.AUTHENTICATION.file, bytearray(PIN), tries_shown=3)
        answer = await session.transmit(Command(0x00, 0xB0, 0x00, 0x02, wanted=256))
        bodies = await told.bodies(4)
        reading.cancel()
    assert isinstance(answer, Response)
    assert answer.body == NAME
    assert bodies == [
        CommandSeen(0x00, 0xA4, 0x02, 0x0C, 2, None, 0, 0x9000, 0, opened="0018"),
        CommandSeen(0x00, 0x20, 0x00, 0x80, 0, None, 0, 0x63C3, 0),
        CommandSeen(0x00, 0x20, 0x00, 0x80, 4, None, 0, 0x9000, 0),
        CommandSeen(0x00, 0xB0, 0x00, 0x02, 0, 256, len(NAME), 0x9000, 0),
    ]
    said = b"".join(encode(signal) for signal in told.signals)
    assert [each for each in (PIN, NAME, PIN.hex().encode(), NAME.hex().encode()) if each in said] == []
    assert {(signal.device, signal.at) for signal in told.signals} == {("card-reader", "2026-04-01T00:30:00.000Z")}


async def test_a_card_that_leaves_has_no_status_and_a_reader_does_what_it_always_does() -> None:
    ear, session = new_ear(), Session(leaves=True)
    inner = Reader(session)
    reader = OverheardCardReader(inner, ear)
    async with aclosing(ear.follow()) as following:
        first = asyncio.ensure_future(anext(following))
        await is_open(ear)
        begun = await reader.begin(CARD)
        assert not isinstance(begun, Gone | Unavailable)
        assert await begun.transmit(Command(0x00, 0xCA, 0x01, 0x02)) == Gone()
        assert (await first).what == CommandSeen(0x00, 0xCA, 0x01, 0x02, 0, None, 0, None, 0)
        await begun.end()
    await reader.open()
    await reader.close()
    assert [event async for event in reader.events()] == [ABSENT, CARD]
    assert (reader.kind, reader.name, reader.status) == (DeviceKind.CARD_READER, "card-reader", ABSENT)
    assert (session.is_ended, inner.calls) == (True, ["open", "close"])


@pytest.mark.parametrize("refusal", [Gone(), Unavailable(FaultCode.IN_USE)])
async def test_a_session_that_is_not_to_be_had_is_passed_on(refusal: Gone | Unavailable) -> None:
    assert await OverheardCardReader(Reader(refusal), new_ear()).begin(CARD) == refusal


class Desk:
    """A pen and a reader of codes in one, which reports what it was given."""

    kind = DeviceKind.PEN
    name = "pen"
    status = ABSENT

    def __init__(self, *happened: PenEvent | CodeEvent) -> None:
        self._happened = happened

    async def open(self) -> None:
        return

    async def close(self) -> None:
        return

    async def events(self) -> AsyncIterator[PenEvent | CodeEvent | Standing]:
        for each in self._happened:
            yield each


async def test_strokes_and_codes_are_told_without_place_and_text(tmp_path: Path) -> None:
    socket, ear = tmp_path / "agent.sock", new_ear()
    happened = (PenDown(0.5), PenAt(1, 0.25, 0.125, 77), PenUp(), CodeRead("4901234567894"), CodeTorn())
    desk = OverheardDriver[PenEvent | CodeEvent](Desk(*happened), ear)
    async with server(socket, ear=ear), Client(socket) as client:
        told = Told(client)
        reading = asyncio.create_task(told.read())
        await is_open(ear)
        assert tuple([event async for event in desk.events()]) == happened
        ear.hear("code-reader", KeySeen(KeyShape.DIGIT, is_down=True))
        bodies = await told.bodies(6)
        reading.cancel()
    assert bodies == [
        TouchSeen(Touch.PEN_DOWN),
        TouchSeen(Touch.PEN_AT),
        TouchSeen(Touch.PEN_UP),
        CodeSeen(13),
        TouchSeen(Touch.CODE_TORN),
        KeySeen(KeyShape.DIGIT, is_down=True),
    ]
    said = b"".join(encode(signal) for signal in told.signals)
    assert [each for each in (b"4901", b"0.25", b"77") if each in said] == []


@pytest.mark.parametrize(
    ("press", "shape"),
    [
        (Key(5, is_down=True), KeyShape.DIGIT),
        (Key(30, is_down=False), KeyShape.LETTER),
        (Key(12, is_down=True), KeyShape.SIGN),
        (Key(42, is_down=True), KeyShape.SHIFT),
        (Key(28, is_down=True), KeyShape.END),
        (Key(58, is_down=True), KeyShape.OTHER),
        (Key(700, is_down=True), KeyShape.OTHER),
        (KeysLost(), KeyShape.LOST),
    ],
)
def test_a_key_is_told_by_what_it_is_for(press: Press, shape: KeyShape) -> None:
    assert key_seen(press).shape is shape


async def test_nothing_is_heard_before_somebody_looks_and_nothing_is_left_after(tmp_path: Path) -> None:
    socket, ear = tmp_path / "agent.sock", new_ear()
    ear.hear("pen", TouchSeen(Touch.PEN_UP))
    with capture_logs() as logs:
        async with server(socket, ear=ear), Client(socket) as client:
            for _ in range(2):
                told = Told(client)
                reading = asyncio.create_task(told.read())
                await is_open(ear)
                ear.hear("pen", TouchSeen(Touch.PEN_DOWN))
                assert await told.bodies(1) == [TouchSeen(Touch.PEN_DOWN)]
                reading.cancel()
                await is_open(ear, wanted=False)
    called = [log["path"] for log in logs if log["event"] == "local-api-called"]
    assert called == ["/v1/signals", "/v1/signals"]


async def test_a_second_technician_sees_what_is_in_the_ring_and_the_ring_is_bounded() -> None:
    ear = new_ear(most=3)
    async with aclosing(ear.follow()) as first:
        began = asyncio.ensure_future(anext(first))
        await is_open(ear)
        for _ in range(5):
            ear.hear("pen", TouchSeen(Touch.PEN_AT))
        assert (await began).number == 3
        async with aclosing(ear.follow()) as second:
            assert [(await anext(second)).number for _ in range(3)] == [3, 4, 5]
