"""The codes that are read at the counter: judged by their form, handed in, and answered by a word on the kiosk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from protocol.codes import CodeFault, read_code
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.applications import CodeScanned
from protocol.wire.messages.events import Body

from ..clock import Clock
from ..devices.code_reader.port import CodeEvent, CodeTorn
from ..errors import NotStored
from ..log import logger
from ..outbox.store import Stored
from .draft import ScanNotice

NOTICE_SECONDS = 8.0
_SAME_SCAN = timedelta(seconds=2)
_REFUSED = {CodeFault.TORN: ScanNotice.TORN, CodeFault.FOREIGN: ScanNotice.FOREIGN}

_log = logger("scans")


class Shelf(Protocol):
    """The part of the outbox that this needs."""

    async def put(self, kind: CoarseKind, body: Body) -> Stored:
        """Store an event; it is accepted when this returns. Raises NotStored."""


class Line(Protocol):
    """The part of the link states that this needs."""

    def is_offline(self) -> bool:
        """Whether central does not answer now."""


class Scans:
    """`notice` shows a word on the kiosk, or takes it back (None); `notice_seconds` of real time it stays."""

    def __init__(
        self,
        outbox: Shelf,
        links: Line,
        notice: Callable[[ScanNotice | None], Awaitable[object]],
        clock: Clock,
        *,
        notice_seconds: float = NOTICE_SECONDS,
    ) -> None:
        self._outbox = outbox
        self._links = links
        self._notice = notice
        self._clock = clock
        self._notice_seconds = notice_seconds
        self._last: tuple[str, datetime] | None = None
        self._said = asyncio.Event()

    async def took(self, event: CodeEvent) -> None:
        """The reader has read a code, or half of one."""
        notice = ScanNotice.TORN if isinstance(event, CodeTorn) else await self._judged(event.text)
        if notice is not None:
            _log.info("code-scanned", outcome=notice)
            await self._notice(notice)
            self._said.set()

    async def run(self) -> None:
        """Take each word back when its time is over, until cancelled."""
        while True:
            await self._said.wait()
            while self._said.is_set():
                self._said.clear()
                await self._said_within(self._notice_seconds)
            await self._notice(None)

    async def _said_within(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._said.wait()
        except TimeoutError:
            return

    async def _judged(self, text: str) -> ScanNotice | None:
        """What to say of a text; None: it is the scan of a moment ago."""
        code = read_code(text)
        if isinstance(code, CodeFault):
            return _REFUSED[code]
        now = self._clock.now()
        if self._last is not None and self._last[0] == code.text and now - self._last[1] < _SAME_SCAN:
            return None
        try:
            await self._outbox.put(CoarseKind.SCAN, CodeScanned(code.text))
        except NotStored:
            return ScanNotice.NOT_STORED
        self._last = code.text, now
        return ScanNotice.SAVED if self._links.is_offline() else ScanNotice.SENT
