"""Devices that an ear listens to: they do what they always do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Generic, Protocol, TypeVar, runtime_checkable

from protocol.devices import DeviceKind
from protocol.signals import CodeSeen, CommandSeen, KeySeen, KeyShape, SignalBody, Touch, TouchSeen

from ..cards.apdu import Command, Response
from ..cards.transport import Gone
from ..settings import CardReaderSettings, CodeReaderSettings, PenSettings
from .base import Driver, Standing
from .card.port import CardEvent, CardInserted, CardReader, CardRemoved, CardSession, Unavailable
from .catalog import Catalog
from .code_reader import keymap
from .code_reader.assembly import KeysLost, Press
from .code_reader.port import CodeEvent, CodeRead, CodeReader, CodeTorn
from .ear import Ear
from .pen.port import Pen, PenAt, PenDown, PenEvent, PenUp

E = TypeVar("E")

MakesCardReader = Callable[[CardReaderSettings, str], CardReader]
MakesCodeReader = Callable[[CodeReaderSettings], CodeReader]
MakesPen = Callable[[PenSettings], Pen]

_TOUCHES: dict[type, Touch] = {
    CardInserted: Touch.CARD_CAME,
    CardRemoved: Touch.CARD_LEFT,
    CodeTorn: Touch.CODE_TORN,
    PenDown: Touch.PEN_DOWN,
    PenAt: Touch.PEN_AT,
    PenUp: Touch.PEN_UP,
}


def overheard(catalog: Catalog, ear: Ear) -> Catalog:
    """The same drivers, with an ear at those that report something."""
    return replace(
        catalog,
        card_readers={name: _card_reader(make, ear) for name, make in catalog.card_readers.items()},
        code_readers={name: _code_reader(make, ear) for name, make in catalog.code_readers.items()},
        pens={name: _pen(make, ear) for name, make in catalog.pens.items()},
    )


def _card_reader(make: MakesCardReader, ear: Ear) -> MakesCardReader:
    return lambda settings, name: OverheardCardReader(make(settings, name), ear)


def _pen(make: MakesPen, ear: Ear) -> MakesPen:
    return lambda settings: OverheardDriver[PenEvent](make(settings), ear)


def _code_reader(make: MakesCodeReader, ear: Ear) -> MakesCodeReader:
    def made(settings: CodeReaderSettings) -> CodeReader:
        reader = make(settings)
        if isinstance(reader, _Typing):
            reader.heard_by(lambda press: ear.hear(reader.name, key_heard(press)))
        return OverheardDriver[CodeEvent](reader, ear)

    return made


class OverheardDriver(Generic[E]):
    """A driver whose events are heard by what they are."""

    def __init__(self, driver: Driver[E], ear: Ear) -> None:
        self._driver = driver
        self._ear = ear

    @property
    def kind(self) -> DeviceKind:
        """What the device is for."""
        return self._driver.kind

    @property
    def name(self) -> str:
        """What people call it."""
        return self._driver.name

    @property
    def status(self) -> Standing:
        """Where it stands now."""
        return self._driver.status

    async def open(self) -> None:
        """Begin."""
        await self._driver.open()

    async def close(self) -> None:
        """Give everything back."""
        await self._driver.close()

    async def events(self) -> AsyncIterator[E | Standing]:
        """What happens."""
        async for event in self._driver.events():
            happened = _seen(event)
            if happened is not None:
                self._ear.hear(self.name, happened)
            yield event


class OverheardCardReader(OverheardDriver[CardEvent]):
    """A reader whose sessions are heard too."""

    def __init__(self, reader: CardReader, ear: Ear) -> None:
        super().__init__(reader, ear)
        self._reader = reader

    async def begin(self, card: CardInserted) -> CardSession | Gone | Unavailable:
        """Sole use of this presentation of a card."""
        session = await self._reader.begin(card)
        return session if isinstance(session, Gone | Unavailable) else _OverheardSession(session, self.name, self._ear)


class _OverheardSession:
    """A session of which heads and lengths are heard."""

    def __init__(self, session: CardSession, device: str, ear: Ear) -> None:
        self._session = session
        self._device = device
        self._ear = ear

    async def transmit(self, command: Command) -> Response | Gone:
        """The answer to one command."""
        loop, sent = asyncio.get_running_loop(), len(command.body)
        began = loop.time()
        answer = await self._session.transmit(command)
        body, status = (b"", None) if isinstance(answer, Gone) else (answer.body, answer.sw.value)
        self._ear.hear(
            self._device,
            CommandSeen(
                command.cla, command.ins, command.p1, command.p2, sent, command.wanted,
                answered=len(body),
                status=status,
                milliseconds=round((loop.time() - began) * 1000),
            ),
        )  # fmt: skip
        return answer

    async def end(self) -> None:
        """Take the power from the card."""
        await self._session.end()


@runtime_checkable
class _Typing(Protocol):
    """A reader whose single keys can be heard."""

    def heard_by(self, hear: Callable[[Press], None]) -> None: ...


def _seen(event: object) -> SignalBody | None:
    if isinstance(event, CodeRead):
        return CodeSeen(len(event.text))
    touch = _TOUCHES.get(type(event))
    return None if touch is None else TouchSeen(touch)


def key_heard(press: Press) -> KeySeen:
    """What a key is for, never which one it is."""
    if isinstance(press, KeysLost):
        return KeySeen(KeyShape.LOST, is_down=True)
    if press.number in keymap.SHIFTS:
        return KeySeen(KeyShape.SHIFT, press.is_down)
    if press.number in keymap.ENDS:
        return KeySeen(KeyShape.END, press.is_down)
    sign = keymap.sign(press.number, is_shifted=False)
    return KeySeen(_shape(sign), press.is_down)


def _shape(sign: str) -> KeyShape:
    if sign in {"", keymap.UNKNOWN}:
        return KeyShape.OTHER
    if sign.isdigit():
        return KeyShape.DIGIT
    return KeyShape.LETTER if sign.isalpha() else KeyShape.SIGN
