"""支援措置のお知らせ: for one role only; nothing rings, and no other page and no live message tells of it."""

from __future__ import annotations

from aiohttp import web

from ..clock import Clock
from ..staff.roles import Role
from ..staff.screens import Live, LiveSlot, MenuItem, Values, address_of, clock_of, only_for, render, user_of
from ..staff.user import User
from .queries import unseen_notices
from .use_cases.look_at_notices import look_at_notices, mark_seen

PATH = "/protection"
_READERS = frozenset({Role.PROTECTION})


@only_for(*_READERS)
async def show_notices(request: web.Request) -> web.StreamResponse:
    """The page."""
    notices = await look_at_notices(user_of(request), address_of(request), clock=clock_of(request))
    return await render(request, "residents/notices.html", {"notices": notices})


@only_for(*_READERS)
async def see_notice(request: web.Request) -> web.StreamResponse:
    """確認した on one of them."""
    await mark_seen(int(request.match_info["notice"]), user_of(request), address_of(request), clock=clock_of(request))
    raise web.HTTPSeeOther(PATH)


async def _unseen(_user: User, _clock: Clock) -> Values:
    return {"unseen": await unseen_notices()}


ROUTES = [
    web.get(PATH, show_notices),
    web.post(PATH + r"/{notice:[0-9]{1,18}}/seen", see_notice),
]
MENU = (MenuItem(PATH, "residents.menu", "face", order=18, roles=_READERS, count="protection-count"),)
LIVE: Live = {
    # Nothing is ever told on this channel: the count comes with the heartbeat, so that no moment tells of a visit.
    "protection": (LiveSlot("protection-count", "residents/count.html", _unseen, ages=True, roles=_READERS),)
}
