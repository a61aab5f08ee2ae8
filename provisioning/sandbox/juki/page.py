"""The stand-in's page: a clerk of 住基 and a saboteur in one, on loopback only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

import central.console
from central.clock import Clock
from central.residents.record import Level, Process, Standing
from central.texts.catalogue import read_texts
from protocol.village.opening import JAPAN

from .faults import Fault, Faults
from .file import RegisterFile
from .page_views import PROTECTION, households
from .register import Register

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_HERE = Path(__file__).parent
_Form = Mapping[str, str]
_Act = Callable[[Register, _Form, date], None]


class RegistryPage:
    """Shows the register and changes it; every change is written down before the page answers."""

    def __init__(self, file: RegisterFile, faults: Faults, clock: Clock, stories: Mapping[str, str]) -> None:
        self._file = file
        self._faults = faults
        self._clock = clock
        self._stories = stories
        self._pages = Environment(
            loader=PackageLoader(__package__ or "", "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.globals["text"] = read_texts(_HERE / "texts" / "ja.toml")

    def application(self) -> web.Application:
        """The page, its buttons and its looks."""
        application = web.Application(middlewares=[_only_this_page])
        application.router.add_get("/", self._page)
        application.router.add_get("/fault", self._tell_fault)
        application.router.add_post("/fault", self._fault)
        application.router.add_post("/begin-again", self._begin_again)
        application.router.add_post("/{action}", self._act)
        application.router.add_static("/static", _HERE / "static")
        application.router.add_static("/shared", Path(central.console.__file__).parent / "static")
        return application

    async def _page(self, _: web.Request) -> web.Response:
        now = self._clock.now().astimezone(JAPAN)
        text = self._pages.get_template("page.html").render(
            time=f"{now:%H:%M}",
            fault=self._faults.current,
            faults=tuple(Fault),
            households=households(self._file.register, self._stories),
            kinds=(PROTECTION, *Process),
            levels=(Level.ERROR, Level.ALERT),
        )
        return web.Response(text=text, content_type="text/html")

    async def _tell_fault(self, _: web.Request) -> web.Response:
        return web.Response(text=self._faults.current)

    async def _fault(self, request: web.Request) -> web.Response:
        try:
            self._faults.current = Fault((await _form(request)).get("fault", ""))
        except ValueError:
            raise web.HTTPBadRequest from None
        raise web.HTTPSeeOther("/#faults")

    async def _begin_again(self, _: web.Request) -> web.Response:
        await self._file.begin_again()
        raise web.HTTPSeeOther("/")

    async def _act(self, request: web.Request) -> web.Response:
        act = _ACTIONS.get(request.match_info["action"])
        if act is None:
            raise web.HTTPNotFound
        form = await _form(request)
        try:
            act(self._file.register, form, self._clock.now().astimezone(JAPAN).date())
        except (KeyError, ValueError):
            raise web.HTTPBadRequest from None
        await self._file.save()
        raise web.HTTPSeeOther(f"/#person-{form['person']}" if "person" in form else "/")


def _block(register: Register, form: _Form, today: date) -> None:
    is_protection = form["kind"] == PROTECTION
    process = Process.ISSUE if is_protection else Process(form["kind"])
    register.block(form["person"], process, Level(form["level"]), today, is_protection=is_protection)


_ACTIONS: Mapping[str, _Act] = {
    "begin-change": lambda register, form, _: register.begin_change(form["person"], form["lot"]),
    "commit-change": lambda register, form, _: register.commit_change(form["person"]),
    "cancel-change": lambda register, form, _: register.cancel_change(form["person"]),
    "moving-out": lambda register, form, _: register.set_moving_out(form["person"], date.fromisoformat(form["day"])),
    "staying": lambda register, form, _: register.set_moving_out(form["person"], None),
    "block": _block,
    "lift": lambda register, form, _: register.lift(form["block"]),
    "died": lambda register, form, _: register.set_standing(form["person"], Standing.DECEASED),
    "left": lambda register, form, _: register.set_standing(form["person"], Standing.MOVED_OUT),
    "returned": lambda register, form, _: register.set_standing(form["person"], Standing.RESIDENT),
    "link": lambda register, form, _: register.set_linked(form["person"], True),
    "unlink": lambda register, form, _: register.set_linked(form["person"], False),
}


async def _form(request: web.Request) -> _Form:
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


@web.middleware
async def _only_this_page(request: web.Request, handler: Handler) -> web.StreamResponse:
    """No other site may press the page's buttons, and no other name may lead here."""
    if urlsplit(f"//{request.host}").hostname not in _LOOPBACK:
        raise web.HTTPForbidden
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin is not None and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden
    try:
        response = await handler(request)
    except web.HTTPException as refusal:
        refusal.headers.update(_HEADERS)
        raise
    response.headers.update(_HEADERS)
    return response
