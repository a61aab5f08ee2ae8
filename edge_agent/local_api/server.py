"""The agent's end of the local API; what it tells comes from callables that app.py hands in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType

from aiohttp import web
from aiohttp.typedefs import Handler

from protocol.errors import Malformed
from protocol.wire.codec import decode, encode

from ..devices.ear import Ear
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
from .listening import stream_signals
from .measures import ROUND_TRIPS_PATH, RoundTripsMade
from .repairs import Repairs
from .self_tests import SelfTests
from .signals import SIGNALS_PATH
from .support import REPORT_PATH, SupportReport
from .unix_socket import opened_on


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
        round_trips: Callable[[], Awaitable[RoundTripsMade]],
        report: Callable[[], Awaitable[SupportReport]],
        ear: Ear,
    ) -> None:
        self._socket = socket
        self._status = status
        self._waiting = waiting
        self._recent = recent
        self._self_tests = self_tests
        self._repairs = repairs
        self._round_trips = round_trips
        self._report = report
        self._ear = ear
        self._callers = Callers()

    async def __aenter__(self) -> LocalApiServer:
        self._runner = await opened_on(self._socket, self._application())
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
        application.router.add_post(ROUND_TRIPS_PATH, self._post_round_trips)
        application.router.add_post(REPORT_PATH, self._post_report)
        application.router.add_post(SIGNALS_PATH, self._post_signals)
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

    async def _post_round_trips(self, _request: web.Request) -> web.Response:
        return _json(await self._round_trips())

    async def _post_report(self, _request: web.Request) -> web.Response:
        return _json(await self._report())

    async def _post_signals(self, request: web.Request) -> web.StreamResponse:
        return await stream_signals(request, self._ear)


def _json(message: object) -> web.Response:
    return web.Response(body=encode(message), content_type="application/json")
