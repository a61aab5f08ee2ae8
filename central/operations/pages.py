"""お知らせ・警報: what stands, what to do about it and who does it; what is over; their count on every page."""

from __future__ import annotations

from aiohttp import web

from ..clock import Clock
from ..staff.screens import (
    Live,
    LiveSlot,
    MenuItem,
    Values,
    address_of,
    clock_of,
    only_for,
    render,
    user_of,
)
from ..staff.user import User
from .board import AlarmLine, lines_of
from .channels import ALARMS
from .kinds import READERS
from .queries import alarms_for, past_alarms
from .use_cases.act_on_alarm import AlreadyDone, Done, NoReason, NoSuchAlarm, Outcome, acknowledge_alarm, close_alarm

PATH = "/alarms"
_UNPROCESSABLE = 422
_TOLD = frozenset({"acknowledged", "closed", "late"})


@only_for(*READERS)
async def show_alarms(request: web.Request) -> web.StreamResponse:
    """The page."""
    outcome = request.query.get("outcome", "")
    return await render(request, "operations/alarms.html", {"outcome": outcome if outcome in _TOLD else ""})


@only_for(*READERS)
async def show_past(request: web.Request) -> web.StreamResponse:
    """What is over, page by page."""
    page = request.query.get("page", "")
    found = await past_alarms(user_of(request), int(page) if page.isascii() and page.isdigit() else 1)
    lines = await lines_of(past.alarm for past in found.alarms)
    values: Values = {"found": found, "lines": list(zip(found.alarms, lines, strict=True)), "path": PATH}
    return await render(request, "operations/past.html", values)


@only_for(*READERS)
async def acknowledge(request: web.Request) -> web.StreamResponse:
    """確認した."""
    outcome = await acknowledge_alarm(_id(request), user_of(request), address_of(request), clock=clock_of(request))
    raise _back("acknowledged", outcome)


@only_for(*READERS)
async def show_closing(request: web.Request) -> web.StreamResponse:
    """閉じる: why."""
    return await _closing(request, reason="", problem=False)


@only_for(*READERS)
async def close(request: web.Request) -> web.StreamResponse:
    """閉じる."""
    reason = str((await request.post()).get("reason", ""))
    outcome = await close_alarm(_id(request), reason, user_of(request), address_of(request), clock=clock_of(request))
    if isinstance(outcome, NoReason):
        return await _closing(request, reason=reason, problem=True)
    raise _back("closed", outcome)


async def _closing(request: web.Request, *, reason: str, problem: bool) -> web.Response:
    alarms = await alarms_for(user_of(request))
    found = await lines_of(alarm for alarm in alarms if alarm.id == _id(request))
    if not found or found[0].kind.ends:
        raise web.HTTPNotFound
    values: Values = {"line": found[0], "reason": reason, "problem": problem, "path": PATH}
    return await render(request, "operations/close.html", values, _UNPROCESSABLE if problem else 200)


def _id(request: web.Request) -> int:
    return int(request.match_info["alarm"])


def _back(done: str, outcome: Outcome) -> web.HTTPException:
    match outcome:
        case Done():
            return web.HTTPSeeOther(f"{PATH}?outcome={done}")
        case AlreadyDone():
            return web.HTTPSeeOther(f"{PATH}?outcome=late")
        case NoReason() | NoSuchAlarm():
            return web.HTTPNotFound()


async def _lines(user: User) -> list[AlarmLine]:
    return await lines_of(await alarms_for(user))


async def _board(user: User, clock: Clock) -> Values:
    return {"lines": await _lines(user), "now": clock.now()}


async def _count(user: User, _clock: Clock) -> Values:
    return {"count": len(await alarms_for(user))}


async def _strip(user: User, _clock: Clock) -> Values:
    unseen = [line for line in await _lines(user) if line.kind.is_grave and line.alarm.acknowledged_at is None]
    return {"count": len(unseen), "first": unseen[0] if unseen else None}


ROUTES = [
    web.get(PATH, show_alarms),
    web.get(f"{PATH}/past", show_past),
    web.post(PATH + r"/{alarm:[0-9]{1,18}}/acknowledge", acknowledge),
    web.get(PATH + r"/{alarm:[0-9]{1,18}}/close", show_closing),
    web.post(PATH + r"/{alarm:[0-9]{1,18}}/close", close),
]
MENU = (MenuItem(PATH, "operations.menu", "pulse", order=16, roles=READERS, count="alarms-count"),)
LIVE: Live = {
    ALARMS: (
        LiveSlot("alarms", "operations/board.html", _board, ages=True, roles=READERS),
        LiveSlot("alarms-count", "operations/count.html", _count, roles=READERS),
        LiveSlot("alarms-strip", "operations/strip.html", _strip, roles=READERS),
    )
}
STRIPS = ("alarms-strip",)
