"""What the pen writes on its way to the page that draws it: passed on as it comes, never kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from ..devices.pen.port import PenAt, PenDown, PenEvent
from ..visit.service import Visit
from ..visit.state import Screen

_MOST_WAITING = 2_000
_PLACES = 5

# A stroke begins with `[ratio]`, goes on with `[t, x, y, p]` and ends with `[]`.
Written = tuple[float, ...]


class PenPage:
    """What one page has not drawn yet."""

    def __init__(self, changed: asyncio.Event) -> None:
        self._changed = changed
        self._waiting: list[Written] = []

    def add(self, written: Written) -> None:
        """Let it be drawn; a page that takes nothing for long loses what is newest."""
        if len(self._waiting) < _MOST_WAITING:
            self._waiting.append(written)
            self._changed.set()

    def taken(self) -> bytes:
        """All of it as JSON, and forget it; empty when there is nothing."""
        waiting, self._waiting = self._waiting, []
        return msgspec.json.encode(waiting) if waiting else b""


class PenLine:
    """From the tablet to the pages, while the sign screen is shown and no longer."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._pages: set[PenPage] = set()

    @contextmanager
    def listening(self, changed: asyncio.Event) -> Iterator[PenPage]:
        """A page that draws; `changed` is set whenever there is something to draw."""
        page = PenPage(changed)
        self._pages.add(page)
        try:
            yield page
        finally:
            self._pages.discard(page)

    async def took(self, event: PenEvent) -> None:
        """The pen has written; away from the sign screen it is nobody's."""
        if self._visit.state.screen is not Screen.SIGN:
            return
        for page in self._pages:
            page.add(_written(event))


def _written(event: PenEvent) -> Written:
    match event:
        case PenDown(ratio=ratio):
            return (round(ratio, _PLACES),)
        case PenAt(at=at, x=x, y=y, pressure=pressure):
            return at, round(x, _PLACES), round(y, _PLACES), pressure
        case _:
            return ()
