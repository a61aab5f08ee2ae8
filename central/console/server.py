"""The console's web server: the shell around all rooms' pages."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from types import TracebackType

from aiohttp import web
from aiohttp.typedefs import Middleware

from ..clock import Clock
from ..staff.channels import SESSIONS
from ..staff.screens import CLOCK, LIMITS, RENDERER, user_of
from . import middleware
from .live import Change, LiveChannel
from .rendering import Fonts, Pages
from .room import Room, live_of, menu_of
from .settings import ConsoleSettings

SHELL = Room("console")


class ConsoleServer:
    """Serves all rooms' pages between `async with`; `run(changes)` keeps open pages fresh.

    `on_visit` is told about every answered request of a signed-in user.
    """

    def __init__(
        self,
        settings: ConsoleSettings,
        clock: Clock,
        rooms: Sequence[Room],
        *,
        on_visit: middleware.OnVisit | None = None,
    ) -> None:
        self._settings, self._clock, self._rooms, self._on_visit = settings, clock, (SHELL, *rooms), on_visit
        fonts = Fonts(settings.text_font, settings.name_font)
        self._pages = Pages(self._rooms, clock, fonts, practice=settings.practice)
        self._live = LiveChannel(live_of(self._rooms), self._pages, clock, settings.limits)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> ConsoleServer:
        await asyncio.to_thread(self._pages.load)
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=2)
        await self._runner.setup()
        tls = await asyncio.to_thread(self._tls)
        await web.TCPSite(self._runner, self._settings.host, self._settings.port, ssl_context=tls).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._live.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def channels(self) -> frozenset[str]:
        """The change channels `run` has to be fed from."""
        return frozenset({*live_of(self._rooms), SESSIONS})

    @property
    def port(self) -> int:
        """The port that was really taken; 0 while closed."""
        return int(self._runner.addresses[0][1]) if self._runner else 0

    @property
    def live_connections(self) -> int:
        """How many browsers are connected to the live channel; a metric."""
        return self._live.connections

    async def run(self, changes: AsyncIterator[Change]) -> None:
        """Feed the live channel; belongs to the program's task group."""
        await self._live.run(changes)

    def _application(self) -> web.Application:
        application = web.Application(middlewares=self._middlewares(), client_max_size=1024**2)
        application[RENDERER], application[CLOCK] = self._pages, self._clock
        application[LIMITS] = self._settings.limits
        application.on_response_prepare.append(middleware.add_headers)
        application.add_routes([web.get("/", self._first_page), web.get(middleware.LIVE_PATH, self._live.serve)])
        for room in self._rooms:
            application.add_routes(room.routes)
            if room.static.is_dir():
                application.add_routes([web.static(f"{middleware.STATIC}{room.name}", room.static)])
        return application

    def _middlewares(self) -> list[Middleware]:
        public = frozenset[str]().union(*(room.public for room in self._rooms))
        hook = [middleware.visits(self._on_visit)] if self._on_visit else []
        return [
            middleware.error_pages(),
            middleware.host_check(self._settings.names),
            middleware.sessions(self._clock, self._settings.limits, public),
            middleware.csrf_check(),
            *hook,
        ]

    async def _first_page(self, request: web.Request) -> web.StreamResponse:
        user = user_of(request)
        first = next((item.href for item in menu_of(self._rooms) if user.holds_any(item.roles)), None)
        if first is None:
            raise web.HTTPForbidden
        return web.Response(status=303, headers={"Location": first})

    def _tls(self) -> ssl.SSLContext | None:
        if self._settings.certificate_file is None or self._settings.key_file is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self._settings.certificate_file, self._settings.key_file)
        return context
