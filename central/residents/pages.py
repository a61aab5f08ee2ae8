"""支援措置のお知らせ, for one role only and told nowhere else; 住基のファイル連携, for operators."""

from __future__ import annotations

from aiohttp import web

from ..clock import Clock
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
from .channels import EXTRACTS
from .queries import extract_notes, register_view, unseen_notices
from .use_cases.look_at_notices import look_at_notices, mark_seen
from .use_cases.look_at_register import look_at_register

PATH = "/protection"
REGISTER = "/register"
_READERS = frozenset({Role.PROTECTION})
_OPERATORS = frozenset({Role.OPERATOR, Role.PROTECTION})


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


@only_for(*_OPERATORS)
async def show_register(request: web.Request) -> web.StreamResponse:
    """The page."""
    nights = await look_at_register(user_of(request), address_of(request), clock=clock_of(request))
    return await render(request, "residents/register.html", {"nights": nights})


async def _extracts(_user: User, _clock: Clock) -> Values:
    return {"register": await register_view(), "notes": await extract_notes()}


async def _unseen(_user: User, _clock: Clock) -> Values:
    return {"unseen": await unseen_notices()}


ROUTES = [
    web.get(PATH, show_notices),
    web.get(REGISTER, show_register),
    web.post(PATH + r"/{notice:[0-9]{1,18}}/seen", see_notice),
]
MENU = (
    MenuItem(PATH, "residents.menu", "face", order=18, roles=_READERS, count="protection-count"),
    MenuItem(REGISTER, "residents.register.menu", "cloud", order=84, section=MenuSection.SETTINGS, roles=_OPERATORS),
)
LIVE: Live = {
    # Nothing is ever told on this channel: the count comes with the heartbeat, so that no moment tells of a visit.
    "protection": (LiveSlot("protection-count", "residents/count.html", _unseen, ages=True, roles=_READERS),),
    EXTRACTS: (LiveSlot("register", "residents/extracts.html", _extracts, roles=_OPERATORS),),
}
