"""新着: the calls and cases of today, the alert band on every page, and the terminals' panel."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aiohttp import web

from protocol.devices import DeviceState

from ..clock import Clock
from ..link.queries import BROKER, broker_view
from ..staff.roles import Role
from ..staff.screens import (
    Live,
    LiveSlot,
    MenuItem,
    Values,
    address_of,
    clock_of,
    is_part,
    only_for,
    render,
    user_of,
)
from ..staff.user import User
from ..terminals.queries import PRESENCE, TERMINALS, Reachability, terminal_views
from .arrivals import ArrivalView
from .channels import ARRIVALS
from .queries import arrivals_since, open_arrivals
from .use_cases.acknowledge import (
    Acknowledged,
    AlreadyAcknowledged,
    AlreadyWithdrawn,
    CaseAcknowledged,
    NoSuchArrival,
    Outcome,
    acknowledge_call,
    acknowledge_case,
)

PATH = "/arrivals"
ANSWERERS = (Role.CLERK, Role.SECTION, Role.SUPERVISOR, Role.PROTECTION)
_JAPAN = ZoneInfo("Asia/Tokyo")
_BROKEN = {DeviceState.FAULT, DeviceState.ABSENT}


async def show_arrivals(request: web.Request) -> web.StreamResponse:
    """The page 新着."""
    return await render(request, "notifications/arrivals.html", {})


@only_for(*ANSWERERS)
async def answer_call(request: web.Request) -> web.StreamResponse:
    """確認する on a call: one clerk wins, the others learn who was first."""
    id_, user, address = request.match_info["id"], user_of(request), address_of(request)
    return await _told(request, await acknowledge_call(id_, user, address, clock=clock_of(request)))


@only_for(*ANSWERERS)
async def answer_case(request: web.Request) -> web.StreamResponse:
    """確認する on a new case."""
    id_, user, address = request.match_info["id"], user_of(request), address_of(request)
    return await _told(request, await acknowledge_case(id_, user, address, clock=clock_of(request)))


async def _told(request: web.Request, outcome: Outcome) -> web.StreamResponse:
    template = "notifications/notice.html" if is_part(request) else "notifications/acknowledged.html"
    return await render(request, template, _words(outcome))


def _words(outcome: Outcome) -> Values:
    nothing: Values = {"by": "", "at": None, "case": "", "number": ""}
    match outcome:
        case Acknowledged():
            return {**nothing, "outcome": "done"}
        case CaseAcknowledged(case, number):
            return {**nothing, "outcome": "case", "case": case, "number": number}
        case AlreadyAcknowledged(by, at):
            return {**nothing, "outcome": "late", "by": by, "at": at}
        case AlreadyWithdrawn():
            return {**nothing, "outcome": "withdrawn"}
        case NoSuchArrival():
            raise web.HTTPNotFound


async def _waiting(user: User) -> list[ArrivalView]:
    return await open_arrivals() if user.holds_any(ANSWERERS) else []


async def _alert(user: User, clock: Clock) -> Values:
    waiting = await _waiting(user)
    others, has_case = max(0, len(waiting) - 1), any(one.kind == "case" for one in waiting)
    return {"arrival": waiting[0] if waiting else None, "others": others, "has_case": has_case, "now": clock.now()}


async def _count(user: User, _clock: Clock) -> Values:
    return {"count": len(await _waiting(user))}


async def _summary(_user: User, clock: Clock) -> Values:
    waiting, now = await open_arrivals(), clock.now()
    since = min((one.since for one in waiting), default=now)
    return {"waiting": len(waiting), "since": since, "longest": now - since}


async def _queue(user: User, clock: Clock) -> Values:
    now = clock.now()
    today = now.astimezone(_JAPAN).replace(hour=0, minute=0, second=0, microsecond=0)
    arrivals = await arrivals_since(today)
    return {"arrivals": arrivals, "now": now, "today": today.date(), "may_answer": user.holds_any(ANSWERERS)}


async def _devices(_user: User, clock: Clock) -> Values:
    terminals = await terminal_views(await broker_view(clock.now()))
    away = sum(terminal.reachability is not Reachability.ONLINE for terminal in terminals)
    broken = sum(device.state in _BROKEN for terminal in terminals for device in terminal.devices)
    return {"terminals": terminals, "troubled": away + broken}


ROUTES = [
    web.get(PATH, show_arrivals),
    web.post("/calls/{id}/acknowledge", answer_call),
    web.post("/arrivals/{id}/acknowledge", answer_case),
]
MENU = (MenuItem(PATH, "notifications.menu", "bell", order=10, count="arrivals-count"),)
_DEVICES = (LiveSlot("devices", "notifications/devices.html", _devices, ages=True),)
LIVE: Live = {
    ARRIVALS: (
        LiveSlot("alert", "notifications/alert.html", _alert),
        LiveSlot("arrivals-count", "notifications/count.html", _count),
        LiveSlot("arrivals-summary", "notifications/summary.html", _summary),
        LiveSlot("queue", "notifications/queue.html", _queue),
    ),
    TERMINALS: _DEVICES,
    PRESENCE: _DEVICES,
    BROKER: _DEVICES,
}
