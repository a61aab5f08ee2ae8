"""The agent's end of the local API; what it tells comes from callables that app.py hands in."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType

from aiohttp import web

from protocol.wire.codec import encode

from .api import OUTBOX_PATH, STATUS_PATH, Status, WaitingEvents

_MODE = 0o660


class LocalApiServer:
    """Serves on a unix socket that its owner and group may use; `async with` opens and closes."""

    def __init__(
        self,
        socket: Path,
        *,
        status: Callable[[], Status],
        waiting: Callable[[], Awaitable[WaitingEvents]],
    ) -> None:
        self._socket = socket
        self._status = status
        self._waiting = waiting

    async def __aenter__(self) -> LocalApiServer:
        application = web.Application()
        application.router.add_get(STATUS_PATH, self._get_status)
        application.router.add_get(OUTBOX_PATH, self._get_outbox)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        self._socket.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            self._socket.unlink()
        await web.UnixSite(self._runner, str(self._socket)).start()
        os.chmod(self._socket, _MODE)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def _get_status(self, _request: web.Request) -> web.Response:
        return _json(self._status())

    async def _get_outbox(self, _request: web.Request) -> web.Response:
        return _json(await self._waiting())


def _json(message: object) -> web.Response:
    return web.Response(body=encode(message), content_type="application/json")
