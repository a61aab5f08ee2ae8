"""What the kiosk's server needs of its screens, and how an answer carries one."""

from __future__ import annotations

import asyncio
from typing import Protocol

from aiohttp import web

from .voice import Voice


class Screens(Protocol):
    """Renders the visit as it is now; `csrf` goes into its forms."""

    voice: Voice

    def load(self) -> None:
        """Read whatever pages are made of. Blocks."""

    @property
    def version(self) -> str:
        """Changes whenever the screen would look different."""

    async def watch(self, changed: asyncio.Event) -> None:
        """Set the event whenever `version` may have changed, until cancelled."""

    def page(self, csrf: str) -> str:
        """The whole page."""

    def screen(self, csrf: str) -> str:
        """What htmx puts in its place."""

    def pin_refused(self, csrf: str, *, whole: bool) -> str:
        """The screen, or the whole page, that says that the number has four digits."""

    def refusal(self) -> str:
        """The page for everybody else."""

    def broken(self, number: str, *, whole: bool) -> str:
        """The screen, or the whole page, of a broken promise."""


def is_part(request: web.Request) -> bool:
    """Whether the page's own script asks for a screen, and not the browser for a page."""
    return request.headers.get("HX-Request") == "true"


def html(text: str, status: int = 200) -> web.Response:
    """An answer that is a page or a screen."""
    return web.Response(text=text, status=status, content_type="text/html")
