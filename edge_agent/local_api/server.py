"""The agent's end of the local API; what it tells comes from callables that app.py hands in."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType

from aiohttp import web
from aiohttp.typedefs import Handler

from protocol.errors import Malformed
from protocol.wire.codec import decode, encode

from .api import (
    OUTBOX_PATH,
    RECENT_PATH,
    RETRY_PATH,
    SELF_TEST_PATH,
    SELF_TESTS_PATH,
    SET_ASIDE_PATH,
    STATUS_PATH,
    RecentEvents,
    Repaired,
    SelfTestNames,
    SelfTestReport,
    SetAside,
    Status,
    WaitingEvents,
)
from .callers import Callers
from .repairs import Repairs
from .self_tests import SelfTests

_MODE = 0o660
_SHUTDOWN_SECONDS = 1.0


class LocalApiServer:
    """Serves on a unix socket that its owner and group may use; `async with` opens and closes.

    Who connects is logged. A caller that goes away ends what it asked for.
    """

    def __init__(
        self,
        socket: Path,
        *,
        status: Callable[[], Status],
        waiting: Callable[[], Awaitable[WaitingEvents]],
        recent: Callable[[], RecentEvents],
        self_tests: SelfTests,
        repairs: Repairs,
    ) -> None:
        self._socket = socket
        self._status = status
        self._waiting = waiting
        self._recent = recent
        self._self_tests = self_tests
        self._repairs = repairs
        self._callers = Callers()

    async def __aenter__(self) -> LocalApiServer:
        self._runner = web.AppRunner(
            self._application(), access_log=None, handler_cancellation=True, shutdown_timeout=_SHUTDOWN_SECONDS
        )
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

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._note_caller])
        application.router.add_get(STATUS_PATH, self._get_status)
        application.router.add_get(OUTBOX_PATH, self._get_outbox)
        application.router.add_get(RECENT_PATH, self._get_recent)
        application.router.add_get(SELF_TESTS_PATH, self._get_self_tests)
        application.router.add_post(SELF_TEST_PATH, self._post_self_test)
        application.router.add_post(RETRY_PATH, self._post_retry)
        application.router.add_post(SET_ASIDE_PATH, self._post_set_aside)
        return application

    @web.middleware
    async def _note_caller(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self._callers.note(request)
        return await handler(request)

    async def _get_status(self, _request: web.Request) -> web.Response:
        return _json(self._status())

    async def _get_outbox(self, _request: web.Request) -> web.Response:
        return _json(await self._waiting())

    async def _get_recent(self, _request: web.Request) -> web.Response:
        return _json(self._recent())

    async def _get_self_tests(self, _request: web.Request) -> web.Response:
        return _json(SelfTestNames(self._self_tests.names))

    async def _post_self_test(self, request: web.Request) -> web.Response:
        result = await self._self_tests.run(request.match_info["name"])
        if result is None:
            raise web.HTTPNotFound
        return _json(SelfTestReport(result))

    async def _post_retry(self, _request: web.Request) -> web.Response:
        return _json(Repaired(await self._repairs.retry()))

    async def _post_set_aside(self, request: web.Request) -> web.Response:
        try:
            wanted = decode(await request.read(), SetAside)
        except Malformed as error:
            raise web.HTTPBadRequest from error
        return _json(Repaired(await self._repairs.set_aside(wanted)))


def _json(message: object) -> web.Response:
    return web.Response(body=encode(message), content_type="application/json")
