"""The panel's small web page, on loopback only."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn
from urllib.parse import urlsplit

from aiohttp import ClientError, web
from aiohttp.typedefs import Handler
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from .section import Section
from .texts import Texts

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Panel:
    """Serves the sections on `port` and passes what is pressed on to them; `slips` is the folder of their pictures."""

    def __init__(self, sections: Sequence[Section], *, port: int, slips: Path | None = None) -> None:
        self._sections = {section.key: section for section in sections}
        self._port = port
        self._slips = slips
        self._pages = Environment(
            loader=PackageLoader(__package__ or "", "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.globals["text"] = Texts()
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self._port}/"

    async def __aenter__(self) -> Panel:
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[_only_this_page])
        application.router.add_get("/", self._page)
        application.router.add_get("/sections", self._live)
        application.router.add_post("/{section}/{action}", self._act)
        application.router.add_static("/static", Path(__file__).parent / "static")
        application.router.add_static("/shared", console_static())
        if self._slips is not None:
            application.router.add_static("/slips", self._slips)
        return application

    async def _page(self, _: web.Request) -> web.Response:
        return _html(self._pages.get_template("page.html").render(sections=await self._views()))

    async def _live(self, _: web.Request) -> web.Response:
        return _html(self._pages.get_template("sections.html").render(sections=await self._views()))

    async def _views(self) -> Mapping[str, Mapping[str, object]]:
        return {key: await section.view() for key, section in self._sections.items()}

    async def _act(self, request: web.Request) -> web.Response:
        section = self._sections.get(request.match_info["section"])
        action = None if section is None else section.actions.get(request.match_info["action"])
        if action is None:
            raise web.HTTPNotFound
        form = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        try:
            await action(form)
        except (KeyError, ValueError):
            raise web.HTTPBadRequest from None
        except (ClientError, OSError):  # what it asks is away, and its section says so
            return await self._answer(request)
        return await self._answer(request)

    async def _answer(self, request: web.Request) -> web.Response:
        return await self._live(request) if "HX-Request" in request.headers else _see_page()


def console_static() -> Path:
    """The console's stylesheets and htmx: the panel looks like the staff's pages and keeps no copies."""
    spec = importlib.util.find_spec("central.console")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("central.console")
    return Path(spec.origin).parent / "static"


@web.middleware
async def _only_this_page(request: web.Request, handler: Handler) -> web.StreamResponse:
    """No other site may press the panel's buttons, and no other name may lead here."""
    if urlsplit(f"//{request.host}").hostname not in _LOOPBACK:
        raise web.HTTPForbidden
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin is not None and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden
    response = await handler(request)
    response.headers.update(_HEADERS)
    return response


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html")


def _see_page() -> NoReturn:
    raise web.HTTPSeeOther("/")
