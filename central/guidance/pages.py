"""案内の訳: how far the catalogue in force is translated, and which texts wait for it."""

from __future__ import annotations

from aiohttp import web

from protocol.village.opening import JAPAN
from protocol.village.translations import standings

from ..staff.roles import Role
from ..staff.screens import Live, MenuItem, MenuSection, clock_of, only_for, render
from .queries import in_force

PATH = "/guidance/translations"
READERS = frozenset({Role.OPERATOR, Role.SETTINGS})


@only_for(*READERS)
async def show_translations(request: web.Request) -> web.StreamResponse:
    """Every language with its count of 訳 and 要確認, and its missing texts one by one."""
    catalogue = await in_force(clock_of(request).now().astimezone(JAPAN).date())
    found = standings(catalogue) if catalogue is not None else ()
    return await render(request, "guidance/translations.html", {"standings": found, "catalogue": catalogue})


ROUTES = [web.get(PATH, show_translations)]
MENU = (MenuItem(PATH, "guidance.menu", "paper", order=85, section=MenuSection.SETTINGS, roles=READERS),)
LIVE: Live = {}
