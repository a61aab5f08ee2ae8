"""The number of the card on its way from the page to the visit: one buffer, overwritten as soon as it was read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from ..cards.pin import DIGITS
from ..visit.state import State
from .access import CSRF_FIELD, is_csrf_right
from .guard import SESSION
from .screens import Screens, html, is_part

_LARGEST_BODY = 512
_LONGEST_REVISION = 9
_Give = Callable[[bytearray, int], Awaitable[State]]
_FIELDS = {CSRF_FIELD.encode(), b"revision", b"pin"}


@dataclass(frozen=True)
class PinForm:
    """A form as it was sent. `pin`: its four ASCII digits, or None for anything else."""

    csrf: str = field(repr=False)
    revision: int
    pin: bytearray | None = field(repr=False)


class PinDoor:
    """Takes the form of a screen that asks for one of the card's numbers; `give` hands it to the visit."""

    def __init__(self, give: _Give, screens: Screens) -> None:
        self._give = give
        self._screens = screens

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Hand four digits to the visit; everything else is refused with a sentence and is not kept."""
        form = take_form(await read_body(request))
        session = request[SESSION]
        if form is None:
            raise web.HTTPBadRequest
        if not is_csrf_right(session, form.csrf):
            _wipe(form.pin)
            return html(self._screens.refusal(), 403)
        if form.pin is None:
            return html(self._screens.pin_refused(session.csrf, whole=not is_part(request)), 422)
        await self._give(form.pin, form.revision)
        if is_part(request):
            return html(self._screens.screen(session.csrf))
        raise web.HTTPSeeOther("/")


async def read_body(request: web.Request) -> bytearray:
    """The body in one buffer of its own length, which can be overwritten; the request keeps nothing of it."""
    length = request.content_length
    if length is None or length > _LARGEST_BODY:
        raise web.HTTPBadRequest
    body, filled = bytearray(length), 0
    try:
        async for chunk in request.content.iter_any():
            body[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
    except BaseException:
        _wipe(body)
        raise
    return body


def take_form(body: bytearray) -> PinForm | None:
    """The form in a body, which is overwritten; None: it is no such form."""
    try:
        spans = _spans(body)
        if spans is None:
            return None
        csrf, revision = (bytes(body[slice(*spans[name])]) for name in (CSRF_FIELD.encode(), b"revision"))
        if not csrf.isascii() or not revision.isdigit() or len(revision) > _LONGEST_REVISION:
            return None
        return PinForm(csrf.decode(), int(revision), _digits(body, *spans[b"pin"]))
    finally:
        _wipe(body)


def _spans(body: bytearray) -> dict[bytes, tuple[int, int]] | None:
    """Where the value of each field stands; None unless every field is there once. No value is copied."""
    spans: dict[bytes, tuple[int, int]] = {}
    start = 0
    while start <= len(body):
        found = body.find(b"&", start)
        end = len(body) if found < 0 else found
        name = next((each for each in _FIELDS if body.startswith(each + b"=", start, end)), None)
        if name is None or name in spans:
            return None
        spans[name] = (start + len(name) + 1, end)
        start = end + 1
    return spans if spans.keys() == _FIELDS else None


def _digits(body: bytearray, start: int, end: int) -> bytearray | None:
    is_right = end - start == DIGITS and all(ord("0") <= body[place] <= ord("9") for place in range(start, end))
    return body[start:end] if is_right else None


def _wipe(buffer: bytearray | None) -> None:
    if buffer is not None:
        buffer[:] = bytes(len(buffer))
