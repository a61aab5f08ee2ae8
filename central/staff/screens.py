"""What a room's pages.py and the console agree on: menu entries, live slots, and how a page is rendered."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from aiohttp import web

from ..clock import Clock
from .roles import Role
from .session_limits import SessionLimits
from .user import User

Values = Mapping[str, object]


class MenuSection(StrEnum):
    """The two headings of the sidebar."""

    WORK = "work"
    SETTINGS = "settings"


@dataclass(frozen=True)
class MenuItem:
    """One line of the sidebar: `text` is a catalogue key, `icon` a name of console/icons.html, `count` a live slot."""

    href: str
    text: str
    icon: str
    order: int
    section: MenuSection = MenuSection.WORK
    roles: frozenset[Role] = frozenset(Role)
    count: str = ""


@dataclass(frozen=True)
class LiveSlot:
    """A part of pages that renews itself: the template's one root element has `slot` as its id.

    `ages`: what it shows also changes with time alone, so it is sent again every ten seconds. Whoever holds none of
    `roles` is never sent it.
    """

    slot: str
    template: str
    values: Callable[[User, Clock], Awaitable[Values]]
    ages: bool = False
    roles: frozenset[Role] = frozenset(Role)


Live = Mapping[str, Sequence[LiveSlot]]
"""Change channel → the slots to render again when it changes."""


class Renderer(Protocol):
    """How the console turns a template and its values into a page in its layout."""

    async def __call__(self, request: web.Request, template: str, values: Values, status: int) -> web.Response:
        """The finished page."""


RENDERER: web.AppKey[Renderer] = web.AppKey("renderer", Renderer)
CLOCK: web.AppKey[Clock] = web.AppKey("clock", Clock)
LIMITS: web.AppKey[SessionLimits] = web.AppKey("limits", SessionLimits)
USER: web.RequestKey[User] = web.RequestKey("user", User)
BROWSER_TOKEN: web.RequestKey[str] = web.RequestKey("browser_token", str)


async def render(request: web.Request, template: str, values: Values, status: int = 200) -> web.Response:
    """A page or, for a request by htmx, a part of one."""
    return await request.app[RENDERER](request, template, values, status)


def clock_of(request: web.Request) -> Clock:
    """The clock pages go by."""
    return request.app[CLOCK]


def user_of(request: web.Request) -> User:
    """Who is signed in; a handler is reached only by somebody who is, unless its path is public."""
    return request[USER]


def address_of(request: web.Request) -> str:
    """The address of the asking browser."""
    return request.remote or ""


def is_part(request: web.Request) -> bool:
    """Whether htmx asks, so that a fragment is wanted instead of a page."""
    return "HX-Request" in request.headers


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def only_for(*roles: Role) -> Callable[[Handler], Handler]:
    """Let a handler be reached only by somebody who holds one of the roles; others get 403."""

    def guard(handler: Handler) -> Handler:
        @functools.wraps(handler)
        async def guarded(request: web.Request) -> web.StreamResponse:
            if not user_of(request).holds_any(roles):
                raise web.HTTPForbidden
            return await handler(request)

        return guarded

    return guard
