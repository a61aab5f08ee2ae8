"""Sign-in, sign-out and the chime's switch."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

from ..clock import Clock
from .channels import SOUND
from .screens import (
    BROWSER_TOKEN,
    LIMITS,
    Live,
    LiveSlot,
    MenuItem,
    Values,
    address_of,
    clock_of,
    is_part,
    render,
    user_of,
)
from .use_cases.set_sound import set_sound
from .use_cases.sign_in import Denied, SignedIn, TooSoon, sign_in
from .use_cases.sign_out import sign_out
from .user import User

SIGN_IN = "/sign-in"
PUBLIC = frozenset({SIGN_IN})


async def show_sign_in(request: web.Request) -> web.Response:
    """The sign-in form."""
    return await _form(request, login="", problem="", wait=0, onward=_local(request.query.get("next", "/")))


async def do_sign_in(request: web.Request) -> web.Response:
    """Compare, and go on to the page that was wanted."""
    form = await request.post()
    login, onward = str(form.get("login", "")), _local(str(form.get("next", "/")))
    outcome = await sign_in(login, str(form.get("password", "")), address_of(request), clock=clock_of(request))
    match outcome:
        case SignedIn(token):
            return _welcome(request, token, onward)
        case Denied(wait):
            return await _form(request, login=login, problem="denied", wait=wait, onward=onward, status=403)
        case TooSoon(wait):
            return await _form(request, login=login, problem="too-soon", wait=wait, onward=onward, status=429)


async def do_sign_out(request: web.Request) -> web.Response:
    """End the session and show the sign-in form."""
    await sign_out(user_of(request), request[BROWSER_TOKEN], address_of(request), clock=clock_of(request))
    response = web.Response(status=303, headers={"Location": SIGN_IN})
    limits = request.app[LIMITS]
    response.del_cookie(limits.cookie, path="/", secure=limits.secure, httponly=True, samesite="Strict")
    return response


async def switch_sound(request: web.Request) -> web.Response:
    """音 入 / 切; the switch itself is renewed by the live channel."""
    form = await request.post()
    await set_sound(user_of(request), form.get("on") == "1")
    if is_part(request):
        return web.Response(status=204)
    return web.Response(status=303, headers={"Location": _local(request.headers.get("Referer", "/"))})


def _welcome(request: web.Request, token: str, onward: str) -> web.Response:
    limits = request.app[LIMITS]
    response = web.Response(status=303, headers={"Location": onward})
    response.set_cookie(limits.cookie, token, path="/", secure=limits.secure, httponly=True, samesite="Strict")
    return response


async def _form(
    request: web.Request, *, login: str, problem: str, wait: int, onward: str, status: int = 200
) -> web.Response:
    values = {"login": login, "problem": problem, "wait": wait, "onward": onward}
    response = await render(request, "staff/sign-in.html", values, status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _local(address: str) -> str:
    """The path of an address of ours; anything else leads to the first page."""
    path = urlsplit(address.replace("\\", "/")).path
    return path if path.startswith("/") and not path.startswith(("//", SIGN_IN)) else "/"


async def _sound(user: User, _clock: Clock) -> Values:
    return {"on": user.sound}


ROUTES = [
    web.get(SIGN_IN, show_sign_in),
    web.post(SIGN_IN, do_sign_in),
    web.post("/sign-out", do_sign_out),
    web.post("/sound", switch_sound),
]
MENU: tuple[MenuItem, ...] = ()
LIVE: Live = {SOUND: (LiveSlot("sound", "staff/sound.html", _sound),)}
