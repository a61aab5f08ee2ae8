"""The technician's end of the local API."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TypeVar

import aiohttp

from protocol.wire.codec import decode

from .api import OUTBOX_PATH, STATUS_PATH, Status, WaitingEvents

M = TypeVar("M")

_SECONDS = 3.0


class Client:
    """Talks to the agent on its socket; `async with` opens and closes."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    async def __aenter__(self) -> Client:
        self._http = aiohttp.ClientSession(
            base_url="http://agent",
            connector=aiohttp.UnixConnector(str(self._socket)),
            timeout=aiohttp.ClientTimeout(total=_SECONDS),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()

    async def status(self) -> Status | None:
        """The whole agent at a glance; None: it does not answer."""
        return await self._get(STATUS_PATH, Status)

    async def waiting(self) -> WaitingEvents | None:
        """The oldest waiting events; None: the agent does not answer."""
        return await self._get(OUTBOX_PATH, WaitingEvents)

    async def _get(self, path: str, kind: type[M]) -> M | None:
        try:
            async with self._http.get(path) as response:
                response.raise_for_status()
                return decode(await response.read(), kind)
        except (aiohttp.ClientError, TimeoutError):
            return None
