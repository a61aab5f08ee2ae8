"""Devices that an ear listens to: they do what they always do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Generic, Protocol, TypeVar, runtime_checkable

from protocol.devices import DeviceKind

from ..cards.apdu import Command, Response
from ..cards.transport import Gone
from ..settings import CardReaderSettings, CodeReaderSettings, PenSettings
from .base import Driver, Standing
from .card.port import CardEvent, CardInserted, CardReader, CardSession, Unavailable
from .catalog import Catalog
from .code_reader.assembly import Press
from .code_reader.port import CodeEvent, CodeReader
from .ear import Hearing
from .pen.port import Pen, PenEvent
from .redaction import command_seen, event_seen, key_seen

E = TypeVar("E")

MakesCardReader = Callable[[CardReaderSettings, str], CardReader]
MakesCodeReader = Callable[[CodeReaderSettings], CodeReader]
MakesPen = Callable[[PenSettings], Pen]


def overheard(catalog: Catalog, ear: Hearing) -> Catalog:
    """The same drivers, with an ear at those that report something."""
    return replace(
        catalog,
        card_readers={name: _card_reader(make, ear) for name, make in catalog.card_readers.items()},
        code_readers={name: _code_reader(make, ear) for name, make in catalog.code_readers.items()},
        pens={name: _pen(make, ear) for name, make in catalog.pens.items()},
    )


def _card_reader(make: MakesCardReader, ear: Hearing) -> MakesCardReader:
    return lambda settings, name: OverheardCardReader(make(settings, name), ear)


def _pen(make: MakesPen, ear: Hearing) -> MakesPen:
    return lambda settings: OverheardDriver[PenEvent](make(settings), ear)


def _code_reader(make: MakesCodeReader, ear: Hearing) -> MakesCodeReader:
    def made(settings: CodeReaderSettings) -> CodeReader:
        reader = make(settings)
        if isinstance(reader, _Typing):
            reader.heard_by(lambda press: ear.hear(reader.name, key_seen(press)))
        return OverheardDriver[CodeEvent](reader, ear)

    return made


class OverheardDriver(Generic[E]):
    """A driver whose events are heard by what they are."""

    def __init__(self, driver: Driver[E], ear: Hearing) -> None:
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
            happened = event_seen(event)
            if happened is not None:
                self._ear.hear(self.name, happened)
            yield event


class OverheardCardReader(OverheardDriver[CardEvent]):
    """A reader whose sessions are heard too."""

    def __init__(self, reader: CardReader, ear: Hearing) -> None:
        super().__init__(reader, ear)
        self._reader = reader

    async def begin(self, card: CardInserted) -> CardSession | Gone | Unavailable:
        """Sole use of this presentation of a card."""
        session = await self._reader.begin(card)
        return session if isinstance(session, Gone | Unavailable) else _OverheardSession(session, self.name, self._ear)


class _OverheardSession:
    """A session of which heads and lengths are heard."""

    def __init__(self, session: CardSession, device: str, ear: Hearing) -> None:
        self._session = session
        self._device = device
        self._ear = ear

    async def transmit(self, command: Command) -> Response | Gone:
        """The answer to one command."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        answer = await self._session.transmit(command)
        self._ear.hear(self._device, command_seen(command, answer, round((loop.time() - began) * 1000)))
        return answer

    async def end(self) -> None:
        """Take the power from the card."""
        await self._session.end()


@runtime_checkable
class _Typing(Protocol):
    """A reader whose single keys can be heard."""

    def heard_by(self, hear: Callable[[Press], None]) -> None: ...
