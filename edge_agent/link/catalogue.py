"""The newest catalogue that this terminal was given, compiled for the day, also while the line is cut."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from protocol.errors import ProtocolError
from protocol.session import Message
from protocol.village.guidance import Guidance
from protocol.wire.codec import decode
from protocol.wire.messages.publications import CataloguePublished

from ..clock import Clock, business_day
from ..log import logger
from .catalogue_file import Kept, judged, load, save

LOOK_EVERY_SECONDS = 20.0

_log = logger("link")


class CatalogueShelf:
    """Keeps the catalogue in `file`. The session has checked that central signed what `take` is given."""

    def __init__(self, file: Path, clock: Clock, *, look_every_seconds: float = LOOK_EVERY_SECONDS) -> None:
        self._file = file
        self._clock = clock
        self._look_every_seconds = look_every_seconds
        self._kept: Kept | None = None
        self._guidance: Guidance | None = None
        self._day: date | None = None

    @property
    def version(self) -> str:
        """The version in use; "" before the first one came."""
        return "" if self._kept is None else self._kept.version

    def guidance(self, day: date) -> Guidance | None:
        """The rules in force on a day; None while this terminal was never given a catalogue.

        Today's are compiled beforehand; those of another day take 10 ms here and now.
        """
        if self._kept is not None and (self._guidance is None or self._day != day):
            self._guidance, self._day = _compiled(self._kept, day), day
        return self._guidance

    async def load(self) -> None:
        """Take from the file what was there when the program ended; before anybody asks."""
        kept = await asyncio.to_thread(load, self._file)
        if kept is not None:
            await self._use(kept)

    async def take(self, message: Message) -> None:
        """One publication, which the broker repeats at every connect. Only a higher serial replaces what is there."""
        try:
            published = decode(message.payload, CataloguePublished)
            if self._is_newer(published):
                await self._use(await asyncio.to_thread(judged, published))
                await self._save(message.payload)
        except ProtocolError as error:
            _log.error("catalogue-refused", code=error.code)

    async def run(self) -> None:
        """Compile the rules anew when the day changes, until cancelled."""
        while True:
            await asyncio.sleep(self._look_every_seconds)
            if self._kept is not None and self._day != self._today():
                await self._use(self._kept)

    def _is_newer(self, published: CataloguePublished) -> bool:
        if self._kept is None or published.serial > self._kept.serial:
            return True
        if published.version != self._kept.version:
            _log.warning("catalogue-outdated", serial=published.serial, has=self._kept.serial)
        return False

    async def _use(self, kept: Kept) -> None:
        today = self._today()
        guidance = await asyncio.to_thread(_compiled, kept, today)
        self._kept, self._guidance, self._day = kept, guidance, today
        _log.info("catalogue-in-use", serial=kept.serial, version=kept.version, day=today.isoformat())

    async def _save(self, payload: bytes) -> None:
        try:
            await asyncio.to_thread(save, self._file, payload)
        except OSError as error:
            _log.error("catalogue-not-kept", error=type(error).__name__)

    def _today(self) -> date:
        return business_day(self._clock.now())


def _compiled(kept: Kept, day: date) -> Guidance:
    return Guidance(kept.catalogue, kept.version, day)
