"""The one live channel: a change in the database becomes fresh slots in every open browser."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import suppress
from typing import Protocol

from aiohttp import web

from ..clock import Clock
from ..staff.channels import SESSIONS
from ..staff.screens import BROWSER_TOKEN, Live, LiveSlot
from ..staff.session_limits import SessionLimits
from ..staff.tokens import csrf_of
from ..staff.use_cases.resume_session import resume_session
from .japanese_time import iso
from .rendering import Pages

HEARTBEAT_SECONDS = 10.0


class Change(Protocol):
    """Which rows changed, on which channel."""

    @property
    def channel(self) -> str:
        """The channel's name."""


class Reader:
    """One open connection: which slots it still has to be sent."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._due: dict[str, LiveSlot] = {}
        self._wake = asyncio.Event()
        self.closing = False
        self.refresh()

    def refresh(self) -> None:
        """Everything is due: the connection is new, or changes may have been missed."""
        for channel in self._live:
            self.changed(channel)

    def changed(self, channel: str) -> None:
        """The slots of this channel are due; several changes at once are one."""
        self._add(self._live.get(channel, ()))
        self._wake.set()

    def _add(self, slots: Iterable[LiveSlot]) -> None:
        self._due.update({slot.slot: slot for slot in slots})

    def close(self) -> None:
        """End the connection; the browser comes back by itself."""
        self.closing = True
        self._wake.set()

    async def due(self, seconds: float) -> Sequence[LiveSlot]:
        """The slots to send now; after so many seconds of silence, those that age."""
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            self._add(slot for slots in self._live.values() for slot in slots if slot.ages)
        self._wake.clear()
        due, self._due = tuple(self._due.values()), {}
        return due


class LiveChannel:
    """Serves `GET /live` as server-sent events; `run` feeds it from the database's changes."""

    def __init__(self, live: Live, pages: Pages, clock: Clock, limits: SessionLimits) -> None:
        self._live, self._pages, self._clock, self._limits = live, pages, clock, limits
        self._readers: set[Reader] = set()

    async def run(self, changes: AsyncIterator[Change]) -> None:
        """Wake the connections on every change, for as long as changes come."""
        async for change in changes:
            for reader in self._readers:
                reader.changed(change.channel)

    @property
    def connections(self) -> int:
        """How many browsers are connected."""
        return len(self._readers)

    def close(self) -> None:
        """End all connections."""
        for reader in self._readers:
            reader.close()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Stream to one browser until it goes away or its session ends."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        reader = Reader({**self._live, SESSIONS: self._live.get(SESSIONS, ())})
        self._readers.add(reader)
        try:
            with suppress(ConnectionError):
                await response.prepare(request)
                await self._stream(response, reader, request.get(BROWSER_TOKEN, ""))
        finally:
            self._readers.discard(reader)
        return response

    async def _stream(self, response: web.StreamResponse, reader: Reader, token: str) -> None:
        await _send(response, "clock", {"now": iso(self._clock.now())})
        while not reader.closing:
            due = await reader.due(HEARTBEAT_SECONDS)
            user = await resume_session(token, self._clock.now(), self._limits, alive=False)
            if user is None:
                await _send(response, "signed-out", {})
                return
            for slot in (each for each in due if user.holds_any(each.roles)):
                html = await self._pages.slot(slot, user, csrf_of(token))
                await _send(response, "slot", {"slot": slot.slot, "html": html})
            await _send(response, "clock", {"now": iso(self._clock.now())})


async def _send(response: web.StreamResponse, event: str, content: object) -> None:
    await response.write(f"event: {event}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n".encode())
