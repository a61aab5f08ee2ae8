"""The kiosk's web server: pages of the current state, touches, and the word that the screen has changed."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from types import TracebackType

from aiohttp import web

from ..log import logger
from ..settings import KioskSettings
from ..visit.happenings import Action
from ..visit.service import Visit
from .access import COOKIE, CSRF_FIELD, Access, is_csrf_right
from .guard import SESSION, START, error_pages, guard, harden
from .ink import InkDoor
from .pen_line import PenLine, PenPage
from .pin import PinDoor
from .screens import Screens, html, is_part

_STATIC = Path(__file__).with_name("static")
_LARGEST_FORM = 64 * 1024
_PULSE_SECONDS = 15.0
# A connection at rest still holds what went over it last: a form with a name, or a page with one.
_KEPT_SECONDS = 5.0
_MANY = "|"

_log = logger("kiosk")


class KioskServer:
    """Serves one browser on loopback. `async with` opens and closes; `run()` renews start tokens and waits."""

    def __init__(self, settings: KioskSettings, *, visit: Visit, screens: Screens, pen: PenLine | None = None) -> None:
        self._settings = settings
        self._visit = visit
        self._screens = screens
        self._pen = pen or PenLine(visit)
        self._access = Access(settings.token_file)
        self._token_used = asyncio.Event()
        self._page_seen_at: float | None = None
        self._live_pages: set[asyncio.Event] = set()
        self._is_ending = False
        self._runner: web.AppRunner | None = None

    def seconds_without_page(self) -> float | None:
        """How long ago the page last gave a sign of life; None: never since the start."""
        if self._page_seen_at is None:
            return None
        return asyncio.get_running_loop().time() - self._page_seen_at

    async def __aenter__(self) -> KioskServer:
        await asyncio.to_thread(self._screens.load)
        await asyncio.to_thread(self._access.renew_token)
        self._is_ending = False
        self._runner = web.AppRunner(
            self._application(), access_log=None, shutdown_timeout=1.0, keepalive_timeout=_KEPT_SECONDS
        )
        await self._runner.setup()
        for host in self._settings.hosts:
            await web.TCPSite(self._runner, host, self._settings.port).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_pages()
        if self._runner is not None:
            await self._runner.cleanup()

    async def run(self) -> None:
        """Keep a fresh start token for the next start of the browser, until cancelled."""
        while True:
            await self._token_used.wait()
            self._token_used.clear()
            await asyncio.to_thread(self._access.renew_token)

    def _application(self) -> web.Application:
        hosts = frozenset(f"{name}:{self._settings.port}" for name in ("127.0.0.1", "localhost", "[::1]"))
        middlewares = (error_pages(self._broken), guard(self._access, hosts, self._screens.refusal()))
        application = web.Application(middlewares=middlewares, client_max_size=_LARGEST_FORM)
        application.on_response_prepare.append(harden)
        application.add_routes(
            [
                web.get(START, self._start),
                web.get("/", self._page),
                web.get("/screen", self._screen),
                web.post("/act", self._act),
                web.post("/pin", PinDoor(self._visit.give_pin, self._screens).take),
                web.post("/card-text-pin", PinDoor(self._visit.give_card_text_pin, self._screens).take),
                web.post("/ink", InkDoor(self._visit, self._screens).take),
                web.get("/live", self._live),
                web.get("/alive", self._alive),
                web.get("/voice/{name}", self._screens.voice.play),
                web.static("/static", _STATIC),
            ]
        )
        return application

    async def _start(self, request: web.Request) -> web.StreamResponse:
        session = self._access.start(request.query.get("token", ""))
        if session is None:
            if request.get(SESSION) is not None:
                raise web.HTTPSeeOther("/")
            return html(self._screens.refusal(), 403)
        self._token_used.set()
        _log.info("kiosk.started")
        response = web.HTTPSeeOther("/")
        response.set_cookie(COOKIE, session.key, httponly=True, samesite="Strict", path="/")
        raise response

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return html(self._screens.page(request[SESSION].csrf))

    async def _screen(self, request: web.Request) -> web.StreamResponse:
        return html(self._screens.screen(request[SESSION].csrf))

    async def _act(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        session = request[SESSION]
        if not is_csrf_right(session, str(form.get(CSRF_FIELD, ""))):
            return html(self._screens.refusal(), 403)
        touch = _touch(str(form.get("action", "")), str(form.get("revision", "")))
        if touch is None:
            raise web.HTTPBadRequest
        await self._visit.act(*touch, value=_MANY.join(map(str, form.getall("value", ()))))
        if is_part(request):
            return html(self._screens.screen(session.csrf))
        raise web.HTTPSeeOther("/")

    async def _live(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        changed = asyncio.Event()
        self._live_pages.add(changed)
        try:
            async with asyncio.TaskGroup() as group:
                watching = group.create_task(self._screens.watch(changed), name="kiosk watch")
                with contextlib.suppress(ConnectionError), self._pen.listening(changed) as ink:
                    await self._tell(request, response, changed, ink)
                watching.cancel()
        finally:
            self._live_pages.discard(changed)
        return response

    def _end_pages(self) -> None:
        self._is_ending = True
        for changed in self._live_pages:
            changed.set()

    async def _tell(
        self, request: web.Request, response: web.StreamResponse, changed: asyncio.Event, ink: PenPage
    ) -> None:
        told = ""
        while not self._is_ending and self._access.session_of(request) is not None:
            if told != self._screens.version:
                told = self._screens.version
                await response.write(f"event: screen\ndata: {told}\n\n".encode())
            if written := ink.taken():
                await response.write(b"event: pen\ndata: " + written + b"\n\n")
            try:
                async with asyncio.timeout(_PULSE_SECONDS):
                    await changed.wait()
                changed.clear()
            except TimeoutError:
                await response.write(b":\n\n")

    async def _alive(self, _request: web.Request) -> web.StreamResponse:
        self._page_seen_at = asyncio.get_running_loop().time()
        return web.Response(text=self._screens.version)

    def _broken(self, request: web.Request, number: str) -> str:
        return self._screens.broken(number, whole=not is_part(request))


def _touch(action: str, revision: str) -> tuple[Action, int] | None:
    if action not in set(Action) or not revision.isdecimal() or len(revision) > 9:
        return None
    return Action(action), int(revision)
