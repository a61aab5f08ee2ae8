"""A signature on its way from the page to the visit: bounded, whole or refused, never kept here."""

from __future__ import annotations

import msgspec
from aiohttp import web

from protocol.wire.messages.applications import Ink

from ..visit.service import Visit
from .access import is_csrf_right
from .guard import SESSION
from .screens import Screens, html

CSRF_HEADER = "X-Csrf"
REVISION_HEADER = "X-Revision"

_LARGEST_INK_BODY = 512 * 1024
_LONGEST_REVISION = 9

_decoder = msgspec.json.Decoder(Ink)


class InkDoor:
    """Takes the ink of the sign screen; token and revision ride in headers, which no form of another page can set."""

    def __init__(self, visit: Visit, screens: Screens) -> None:
        self._visit = visit
        self._screens = screens

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Hand the ink to the visit and answer with the screen that follows."""
        session, revision = request[SESSION], request.headers.get(REVISION_HEADER, "")
        if not is_csrf_right(session, request.headers.get(CSRF_HEADER, "")):
            return html(self._screens.refusal(), 403)
        if not (revision.isascii() and revision.isdigit()) or len(revision) > _LONGEST_REVISION:
            raise web.HTTPBadRequest
        ink = read_ink(await _body(request))
        if ink is None:
            raise web.HTTPBadRequest
        await self._visit.sign(ink, int(revision))
        return html(self._screens.screen(session.csrf))


def read_ink(body: bytes) -> Ink | None:
    """The ink in a body; None: it is no ink, or not within its pad."""
    try:
        ink = _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    is_inside = all(sample.x <= ink.width and sample.y <= ink.height for stroke in ink.strokes for sample in stroke)
    return ink if is_inside else None


async def _body(request: web.Request) -> bytes:
    if request.content_length is None:
        raise web.HTTPBadRequest
    if request.content_length > _LARGEST_INK_BODY:
        raise web.HTTPRequestEntityTooLarge(_LARGEST_INK_BODY, request.content_length)
    return await request.content.read(-1)
