"""One room as the console sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from ..staff.screens import Live, LiveSlot, MenuItem

CENTRAL = Path(__file__).parent.parent


@dataclass(frozen=True)
class Room:
    """What a room's pages.py declares. `name` is its folder: templates are `<name>/x.html`, files `/static/<name>/x`.

    `public` are the paths that need no sign-in; `strips` are live slots that stand above every page.
    """

    name: str
    routes: Sequence[web.RouteDef] = ()
    menu: Sequence[MenuItem] = ()
    live: Live = field(default_factory=dict)
    public: frozenset[str] = frozenset()
    strips: Sequence[str] = ()

    @property
    def templates(self) -> Path:
        """Where its templates lie."""
        return CENTRAL / self.name / "templates"

    @property
    def static(self) -> Path:
        """Where its style sheets, modules and pictures lie."""
        return CENTRAL / self.name / "static"


def live_of(rooms: Iterable[Room]) -> Live:
    """All rooms' live slots by change channel."""
    merged: dict[str, tuple[LiveSlot, ...]] = {}
    for room in rooms:
        for channel, slots in room.live.items():
            merged[channel] = (*merged.get(channel, ()), *slots)
    return merged


def menu_of(rooms: Iterable[Room]) -> tuple[MenuItem, ...]:
    """All rooms' menu entries in the order of the sidebar."""
    return tuple(sorted((item for room in rooms for item in room.menu), key=lambda item: item.order))
