"""対面確認: who waits for a clerk, and the form in which the clerk says which documents they saw."""

from __future__ import annotations

from aiohttp import web

from ..clock import Clock
from ..staff.roles import Role
from ..staff.screens import Live, LiveSlot, MenuItem, Values, address_of, clock_of, only_for, render, user_of
from ..staff.user import User
from .channels import FACE_TO_FACE
from .documents import Strong, Weak
from .queries import waiting_people, waiting_person
from .use_cases.confirm_face_to_face import (
    AlreadyConfirmed,
    BadNumber,
    Confirmed,
    NoSuchRequest,
    NotEnough,
    Seen,
    confirm_face_to_face,
)

WAITING = "/face-to-face"
CONFIRMERS = (Role.CLERK, Role.SECTION, Role.SUPERVISOR, Role.PROTECTION)
_UNPROCESSABLE = 422


@only_for(*CONFIRMERS)
async def show_waiting(request: web.Request) -> web.StreamResponse:
    """Everybody who waits."""
    return await render(request, "identity/waiting.html", {"outcome": "", "by": "", "at": None})


@only_for(*CONFIRMERS)
async def show_form(request: web.Request) -> web.StreamResponse:
    """The form for one of them; when a colleague was first, the list."""
    if await waiting_person(request.match_info["request"]) is None:
        raise web.HTTPSeeOther(WAITING)
    return await _form(request, Seen(()), problem="")


@only_for(*CONFIRMERS)
async def confirm(request: web.Request) -> web.StreamResponse:
    """確認する: one clerk wins, the others learn who was first."""
    sent = await request.post()
    numbers = str(sent.get("atena_no", "")).strip()
    seen = Seen(tuple(dict.fromkeys(str(kind) for kind in sent.getall("document", []))), numbers)
    user, address = user_of(request), address_of(request)
    match await confirm_face_to_face(request.match_info["request"], seen, user, address, clock=clock_of(request)):
        case NotEnough():
            return await _form(request, seen, problem="not-enough")
        case BadNumber():
            return await _form(request, seen, problem="bad-number")
        case NoSuchRequest():
            raise web.HTTPNotFound
        case AlreadyConfirmed(by, at):
            return await render(request, "identity/waiting.html", {"outcome": "late", "by": by, "at": at})
        case Confirmed():
            return await render(request, "identity/waiting.html", {"outcome": "done", "by": "", "at": None})


async def _form(request: web.Request, seen: Seen, *, problem: str) -> web.Response:
    person = await waiting_person(request.match_info["request"])
    if person is None:
        raise web.HTTPNotFound
    values: Values = {"person": person, "seen": seen, "problem": problem, "strong": list(Strong), "weak": list(Weak)}
    shell = {"path": WAITING}
    return await render(request, "identity/confirm.html", {**values, **shell}, _UNPROCESSABLE if problem else 200)


async def _waiting(user: User, clock: Clock) -> Values:
    now = clock.now()
    return {"people": await waiting_people(now) if user.holds_any(CONFIRMERS) else [], "now": now}


ROUTES = [
    web.get(WAITING, show_waiting),
    web.get(f"{WAITING}/{{request}}", show_form),
    web.post(f"{WAITING}/{{request}}", confirm),
]
MENU = (MenuItem(WAITING, "identity.menu", "face", order=15, roles=frozenset(CONFIRMERS), count="face-to-face-count"),)
LIVE: Live = {
    FACE_TO_FACE: (
        LiveSlot("face-to-face", "identity/people.html", _waiting, ages=True),
        LiveSlot("face-to-face-count", "identity/count.html", _waiting, ages=True),
    )
}
