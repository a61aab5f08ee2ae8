"""Sign-in with its steps, sign-out and the chime's switch."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from aiohttp import web

from ..clock import Clock
from . import account_pages
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
from .second_factor import picture
from .steps import BadPassword, Denied, Enrolled, Gone, SignedIn, Step, StepNeeded, TooSoon
from .use_cases.set_sound import set_sound
from .use_cases.sign_in import sign_in
from .use_cases.sign_out import sign_out
from .use_cases.take_step import give_code, give_first_code, give_password, owes, secret_to_set_up
from .user import User

SIGN_IN = "/sign-in"
CODE, PASSWORD, SECOND_FACTOR = (f"{SIGN_IN}/{step}" for step in Step)
PICTURE = f"{SECOND_FACTOR}/picture.svg"
PUBLIC = frozenset({SIGN_IN, CODE, PASSWORD, SECOND_FACTOR, PICTURE})
_UNPROCESSABLE = 422


async def show_sign_in(request: web.Request) -> web.Response:
    """The sign-in form."""
    return await _form(request, login="", problem="", wait=0, onward=_local(request.query.get("next", "/")))


async def do_sign_in(request: web.Request) -> web.Response:
    """Compare, and go on to the page that was wanted."""
    form = await request.post()
    login, onward = str(form.get("login", "")), _local(str(form.get("next", "/")))
    password, required = str(form.get("password", "")), request.app[LIMITS].second_factor
    outcome = await sign_in(login, password, address_of(request), clock=clock_of(request), required=required)
    match outcome:
        case SignedIn() | StepNeeded():
            return _on_with(request, outcome, onward)
        case Denied(wait):
            return await _form(request, login=login, problem="denied", wait=wait, onward=onward, status=403)
        case TooSoon(wait):
            return await _form(request, login=login, problem="too-soon", wait=wait, onward=onward, status=429)


async def show_code(request: web.Request) -> web.Response:
    """The second factor's code, or a recovery code."""
    return await _step_form(request, Step.CODE, onward=_local(request.query.get("next", "/")))


async def do_code(request: web.Request) -> web.Response:
    """Compare it, and go on."""
    form = await request.post()
    code, onward = str(form.get("code", "")), _local(str(form.get("next", "/")))
    required, clock = request.app[LIMITS].second_factor, clock_of(request)
    outcome = await give_code(request[BROWSER_TOKEN], code, address_of(request), clock=clock, required=required)
    match outcome:
        case SignedIn() | StepNeeded():
            return _on_with(request, outcome, onward)
        case Denied(wait):
            return await _step_form(request, Step.CODE, problem="denied", wait=wait, onward=onward, status=403)
        case TooSoon(wait):
            return await _step_form(request, Step.CODE, problem="too-soon", wait=wait, onward=onward, status=429)
        case Gone():
            return _again()


async def show_password(request: web.Request) -> web.Response:
    """A password of one's own in place of the one-time password."""
    return await _step_form(request, Step.PASSWORD, onward=_local(request.query.get("next", "/")))


async def do_password(request: web.Request) -> web.Response:
    """Take it, and go on."""
    form = await request.post()
    new, again, onward = str(form.get("new", "")), str(form.get("again", "")), _local(str(form.get("next", "/")))
    token, address, required = request[BROWSER_TOKEN], address_of(request), request.app[LIMITS].second_factor
    outcome = await give_password(token, new, again, address, clock=clock_of(request), required=required)
    match outcome:
        case SignedIn() | StepNeeded():
            return _on_with(request, outcome, onward)
        case BadPassword(flaw):
            return await _step_form(request, Step.PASSWORD, problem=flaw, onward=onward, status=_UNPROCESSABLE)
        case Gone():
            return _again()


async def show_second_factor(request: web.Request) -> web.Response:
    """The secret, as a picture and as letters."""
    return await _step_form(request, Step.SECOND_FACTOR, onward=_local(request.query.get("next", "/")))


async def show_picture(request: web.Request) -> web.Response:
    """The secret as a QR code, for the browser that sets it up and for nobody else."""
    found = await secret_to_set_up(request[BROWSER_TOKEN], clock_of(request).now())
    if found is None:
        raise web.HTTPNotFound
    return web.Response(text=picture(found[1]), content_type="image/svg+xml")


async def do_second_factor(request: web.Request) -> web.Response:
    """The first code; then the recovery codes, on this one page and nowhere else."""
    form = await request.post()
    code, onward = str(form.get("code", "")), _local(str(form.get("next", "/")))
    outcome = await give_first_code(request[BROWSER_TOKEN], code, address_of(request), clock=clock_of(request))
    match outcome:
        case Enrolled(token, codes):
            page = await render(request, "staff/recovery-codes.html", {"codes": codes, "onward": onward})
            _keep_token(page, request, token)
            return page
        case Denied():
            return await _step_form(request, Step.SECOND_FACTOR, problem="denied", onward=onward, status=403)
        case Gone():
            return _again()


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


def _on_with(request: web.Request, outcome: SignedIn | StepNeeded, onward: str) -> web.Response:
    """To the page that was wanted, or first to the step that is owed."""
    where = onward if isinstance(outcome, SignedIn) else f"{SIGN_IN}/{outcome.step}?next={quote(onward)}"
    response = web.Response(status=303, headers={"Location": where})
    _keep_token(response, request, outcome.token)
    return response


def _keep_token(response: web.Response, request: web.Request, token: str) -> None:
    limits = request.app[LIMITS]
    response.set_cookie(limits.cookie, token, path="/", secure=limits.secure, httponly=True, samesite="Strict")


def _again() -> web.Response:
    return web.Response(status=303, headers={"Location": SIGN_IN})


async def _step_form(
    request: web.Request, step: Step, *, onward: str, problem: str = "", wait: int = 0, status: int = 200
) -> web.Response:
    token, now = request[BROWSER_TOKEN], clock_of(request).now()
    if not await owes(token, step, now):
        return _again()
    found = await secret_to_set_up(token, now)
    secret = found[0] if found else ""
    values = {"problem": problem, "wait": wait, "onward": onward, "secret": secret, "picture": PICTURE}
    return await render(request, f"staff/step-{step}.html", values, status)


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
    web.get(CODE, show_code),
    web.post(CODE, do_code),
    web.get(PASSWORD, show_password),
    web.post(PASSWORD, do_password),
    web.get(SECOND_FACTOR, show_second_factor),
    web.post(SECOND_FACTOR, do_second_factor),
    web.get(PICTURE, show_picture),
    web.post("/sign-out", do_sign_out),
    web.post("/sound", switch_sound),
    *account_pages.ROUTES,
]
MENU: tuple[MenuItem, ...] = account_pages.MENU
LIVE: Live = {SOUND: (LiveSlot("sound", "staff/sound.html", _sound),)}
