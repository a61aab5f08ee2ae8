"""新着: the calls of today, the alert band on every page, and the terminals' panel."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aiohttp import web

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
from .channels import CALLS
from .queries import calls_since, open_calls
from .use_cases.acknowledge_call import (
    Acknowledged,
    AlreadyAcknowledged,
    AlreadyWithdrawn,
    NoSuchCall,
    acknowledge_call,
)

ARRIVALS = "/arrivals"
ANSWERERS = (Role.CLERK, Role.SECTION, Role.SUPERVISOR, Role.PROTECTION)
_JAPAN = ZoneInfo("Asia/Tokyo")


async def show_arrivals(request: web.Request) -> web.StreamResponse:
    """The page 新着."""
    return await render(request, "notifications/arrivals.html", {})


@only_for(*ANSWERERS)
async def acknowledge(request: web.Request) -> web.StreamResponse:
    """確認する: one clerk wins, the others learn who was first."""
    outcome = await acknowledge_call(
        request.match_info["call"], user_of(request), address_of(request), clock=clock_of(request)
    )
    if isinstance(outcome, NoSuchCall):
        raise web.HTTPNotFound
    template = "notifications/notice.html" if is_part(request) else "notifications/acknowledged.html"
    return await render(request, template, _words(outcome))


def _words(outcome: Acknowledged | AlreadyAcknowledged | AlreadyWithdrawn) -> Values:
    match outcome:
        case Acknowledged():
            return {"outcome": "done", "by": "", "at": None}
        case AlreadyAcknowledged(by, at):
            return {"outcome": "late", "by": by, "at": at}
        case AlreadyWithdrawn():
            return {"outcome": "withdrawn", "by": "", "at": None}


async def _alert(user: User, clock: Clock) -> Values:
    waiting = await open_calls() if user.holds_any(ANSWERERS) else []
    return {"call": waiting[0] if waiting else None, "others": max(0, len(waiting) - 1), "now": clock.now()}


async def _count(user: User, _clock: Clock) -> Values:
    return {"count": len(await open_calls()) if user.holds_any(ANSWERERS) else 0}


async def _summary(_user: User, clock: Clock) -> Values:
    waiting, now = await open_calls(), clock.now()
    since = min((call.since for call in waiting), default=now)
    return {"waiting": len(waiting), "since": since, "longest": now - since}


async def _queue(user: User, clock: Clock) -> Values:
    now = clock.now()
    today = now.astimezone(_JAPAN).replace(hour=0, minute=0, second=0, microsecond=0)
    calls = await calls_since(today)
    return {"calls": calls, "now": now, "today": today.date(), "may_answer": user.holds_any(ANSWERERS)}


async def _devices(_user: User, clock: Clock) -> Values:
    terminals = await terminal_views(await broker_view(clock.now()))
    troubled = sum(terminal.reachability is not Reachability.ONLINE for terminal in terminals)
    return {"terminals": terminals, "troubled": troubled}


ROUTES = [web.get(ARRIVALS, show_arrivals), web.post("/calls/{call}/acknowledge", acknowledge)]
MENU = (MenuItem(ARRIVALS, "notifications.menu", "bell", order=10, count="arrivals-count"),)
_DEVICES = (LiveSlot("devices", "notifications/devices.html", _devices, ages=True),)
LIVE: Live = {
    CALLS: (
        LiveSlot("alert", "notifications/alert.html", _alert),
        LiveSlot("arrivals-count", "notifications/count.html", _count),
        LiveSlot("arrivals-summary", "notifications/summary.html", _summary),
        LiveSlot("queue", "notifications/queue.html", _queue),
    ),
    TERMINALS: _DEVICES,
    PRESENCE: _DEVICES,
    BROKER: _DEVICES,
}
