"""Templates into pages: the Jinja environment, the values every page has, and the live slots inside a page."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from protocol.errors import NoFont
from protocol.village.lettering import Lettering

from ..clock import Clock
from ..errors import BadSettings
from ..staff.screens import BROWSER_TOKEN, USER, LiveSlot, Values
from ..staff.tokens import csrf_of, fingerprint
from ..staff.user import User
from ..texts.catalogue import read_texts
from . import japanese_time
from .room import Room, live_of, menu_of


@dataclass(frozen=True)
class Fonts:
    """The font files by which the filter `name_runs` cuts a name: what a PC has for text, and for names behind it."""

    text: Path
    names: Path


class Pages:
    """Renders templates of all rooms in the console's layout."""

    def __init__(self, rooms: Sequence[Room], clock: Clock, fonts: Fonts, *, practice: bool) -> None:
        self._templates = tuple((room.name, room.templates) for room in rooms)
        self._clock, self._fonts = clock, fonts
        self._menu = menu_of(rooms)
        self._slots = {slot.slot: slot for slots in live_of(rooms).values() for slot in slots}
        strips = [strip for room in rooms for strip in room.strips]
        self._fixed = {
            "strips": strips,
            "practice": practice,
            "practice_clock": bool(getattr(clock, "is_practice", False)),
        }

    def load(self) -> None:
        """Read the texts, map the fonts and compile every template, which no request does after it. Blocks.

        Raises BadSettings.
        """
        self._environment = _environment(self._templates, self._fonts)

    async def __call__(self, request: web.Request, template: str, values: Values, status: int) -> web.Response:
        """The page, with the values every page has."""
        user, token = request.get(USER), request.get(BROWSER_TOKEN, "")
        shell = {"path": request.path, "session": fingerprint(token)[:16]}
        text = await self._render(template, {**shell, **values}, user, csrf_of(token))
        return web.Response(text=text, content_type="text/html", status=status)

    async def slot(self, slot: LiveSlot, user: User, csrf: str) -> str:
        """A live slot as this user sees it now."""
        return await self._render(slot.template, await slot.values(user, self._clock), user, csrf)

    async def _render(self, template: str, values: Values, user: User | None, csrf: str) -> str:
        menu = [item for item in self._menu if user and user.holds_any(item.roles)]
        shell = {
            **self._fixed,
            "user": user,
            "csrf": csrf,
            "now": self._clock.now(),
            "menu": menu,
            "live": functools.partial(self._live, user, csrf),
        }
        return await self._environment.get_template(template).render_async({**shell, **values})

    async def _live(self, user: User | None, csrf: str, name: str) -> Markup:
        html = await self.slot(self._slots[name], user, csrf) if user else ""
        return Markup(html)  # noqa: S704 (rendered with autoescape)


@functools.cache
def _environment(templates: tuple[tuple[str, Path], ...], fonts: Fonts) -> Environment:
    """Texts, fonts and compiled templates of these rooms, read once in a process."""
    environment = Environment(
        loader=PrefixLoader({name: FileSystemLoader(folder) for name, folder in templates}), autoescape=True,
        enable_async=True, undefined=StrictUndefined, auto_reload=False, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    for name in ("clock_time", "day", "date", "minutes_seconds", "elapsed", "era_day", "iso"):
        environment.filters[name] = getattr(japanese_time, name)
    environment.globals["t"] = read_texts()
    environment.filters["name_runs"] = _lettering(fonts)
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)
    return environment


def _lettering(fonts: Fonts) -> Lettering:
    try:
        return Lettering.open(fonts.text, fonts.names)
    except NoFont as error:
        raise BadSettings(f"web: {error}: no font") from error
