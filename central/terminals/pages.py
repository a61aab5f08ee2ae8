"""端末: the register of terminals, the enrolment of another one with a code, and the end of one."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from ..clock import Clock
from ..errors import NotFound
from ..link.queries import BROKER, broker_view
from ..staff.roles import Role
from ..staff.screens import (
    Live,
    LiveSlot,
    MenuItem,
    MenuSection,
    Values,
    address_of,
    clock_of,
    only_for,
    render,
    user_of,
)
from ..staff.user import User
from .channels import ENROLMENTS
from .enrolment import Post
from .health import healths
from .queries import PRESENCE, TERMINALS, terminal_views
from .register import Registered, Standing, newest_enrolment, place_names, registered
from .use_cases.open_enrolment import NotOpened, open_enrolment
from .use_cases.retire_terminal import retire_terminal
from .use_cases.settle_enrolment import cancel_enrolment, confirm_enrolment, refuse_enrolment

PATH = "/terminals"
OPERATORS = frozenset({Role.OPERATOR})
_LONGEST_REASON = 200
_UNPROCESSABLE = 422
_NO_POST = Post(0, "", "")


@only_for(*OPERATORS)
async def show_terminals(request: web.Request) -> web.StreamResponse:
    """The register, and how the enrolment under way stands."""
    return await _register(request, outcome=request.query.get("outcome", ""))


@only_for(*OPERATORS)
async def show_form(request: web.Request) -> web.StreamResponse:
    """端末を登録する: where it is to stand."""
    return await _form(request, _NO_POST, problem="")


@only_for(*OPERATORS)
async def open_code(request: web.Request) -> web.StreamResponse:
    """コードを出す: the code is on this one page and nowhere else."""
    post = _post(await request.post())
    match await open_enrolment(post, user_of(request), address_of(request), clock=clock_of(request)):
        case NotOpened(code):
            return await _form(request, post, problem=code)
        case opened:
            return await render(request, "terminals/code.html", {"opened": opened, "post": post, "path": PATH})


@only_for(*OPERATORS)
async def confirm(request: web.Request) -> web.StreamResponse:
    """同じです: the certificate goes out to whoever shows this fingerprint."""
    id_, user, address = request.match_info["enrolment"], user_of(request), address_of(request)
    shown = str((await request.post()).get("fingerprint", ""))
    is_done = await confirm_enrolment(id_, shown, user, address, clock=clock_of(request))
    raise _back("confirmed" if is_done else "too-late")


@only_for(*OPERATORS)
async def refuse(request: web.Request) -> web.StreamResponse:
    """ちがいます: whoever came gets nothing."""
    id_, user, address = request.match_info["enrolment"], user_of(request), address_of(request)
    is_done = await refuse_enrolment(id_, user, address, clock=clock_of(request))
    raise _back("refused" if is_done else "too-late")


@only_for(*OPERATORS)
async def cancel(request: web.Request) -> web.StreamResponse:
    """登録をやめる: the code is worth nothing any more."""
    id_, user, address = request.match_info["enrolment"], user_of(request), address_of(request)
    is_done = await cancel_enrolment(id_, user, address, clock=clock_of(request))
    raise _back("cancelled" if is_done else "too-late")


@only_for(*OPERATORS)
async def show_retiring(request: web.Request) -> web.StreamResponse:
    """この端末を止める: why."""
    return await _retiring(request, reason="", problem="")


@only_for(*OPERATORS)
async def retire(request: web.Request) -> web.StreamResponse:
    """止める: central ignores it from now on, and the broker throws it out."""
    reason = str((await request.post()).get("reason", "")).strip()
    if not reason or len(reason) > _LONGEST_REASON or not reason.isprintable():
        return await _retiring(request, reason=reason, problem="no-reason")
    at, user, address = clock_of(request).now(), user_of(request), address_of(request)
    try:
        await retire_terminal(request.match_info["terminal"], at, user=user, address=address, reason=reason)
    except NotFound:
        raise _back("too-late") from None
    raise _back("retired")


async def _register(request: web.Request, *, outcome: str) -> web.Response:
    told = outcome if outcome in {"confirmed", "refused", "cancelled", "retired", "too-late"} else ""
    return await render(request, "terminals/register.html", {"outcome": told})


async def _form(request: web.Request, post: Post, *, problem: str) -> web.Response:
    values: Values = {"post": post, "problem": problem, "places": await place_names(), "path": PATH}
    return await render(request, "terminals/form.html", values, _UNPROCESSABLE if problem else 200)


async def _retiring(request: web.Request, *, reason: str, problem: str) -> web.Response:
    lines = await registered(await broker_view(clock_of(request).now()))
    found = next((line for line in lines if line.id == request.match_info["terminal"]), None)
    if found is None or found.standing is Standing.RETIRED:
        raise web.HTTPNotFound
    values: Values = {"terminal": found, "reason": reason, "problem": problem, "path": PATH}
    return await render(request, "terminals/retire.html", values, _UNPROCESSABLE if problem else 200)


def _post(sent: Mapping[str, object]) -> Post:
    words = {name: str(sent.get(name, "")).strip() for name in ("number", "name", "place", "section")}
    number = int(words["number"]) if words["number"].isascii() and words["number"].isdigit() else 0
    return Post(min(number, 1000), words["name"], words["place"], words["section"])


def _back(outcome: str) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(f"{PATH}?outcome={outcome}")


async def _list(_user: User, clock: Clock) -> Values:
    lines: list[Registered] = await registered(await broker_view(clock.now()))
    return {"lines": lines, "now": clock.now()}


async def _health(_user: User, clock: Clock) -> Values:
    return {"healths": healths(await terminal_views(await broker_view(clock.now())))}


async def _enrolment(_user: User, clock: Clock) -> Values:
    now = clock.now()
    return {"enrolment": await newest_enrolment(now), "now": now}


ROUTES = [
    web.get(PATH, show_terminals),
    web.get(f"{PATH}/new", show_form),
    web.post(f"{PATH}/new", open_code),
    web.post(f"{PATH}/enrolments/{{enrolment}}/confirm", confirm),
    web.post(f"{PATH}/enrolments/{{enrolment}}/refuse", refuse),
    web.post(f"{PATH}/enrolments/{{enrolment}}/cancel", cancel),
    web.get(f"{PATH}/{{terminal}}/retire", show_retiring),
    web.post(f"{PATH}/{{terminal}}/retire", retire),
]
MENU = (MenuItem(PATH, "terminals.menu", "place", order=80, section=MenuSection.SETTINGS, roles=OPERATORS),)
_LIST = (
    LiveSlot("terminals", "terminals/list.html", _list, ages=True, roles=OPERATORS),
    LiveSlot("terminal-health", "terminals/health.html", _health, roles=OPERATORS),
)
LIVE: Live = {
    TERMINALS: _LIST,
    PRESENCE: _LIST,
    BROKER: _LIST,
    ENROLMENTS: (LiveSlot("enrolment", "terminals/enrolment.html", _enrolment, ages=True, roles=OPERATORS),),
}
