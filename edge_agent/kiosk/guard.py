"""What every request passes: where it comes from, whose it is, and what its answer must never allow."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ..log import logger
from .access import Access, Session, is_from_here

SESSION = web.RequestKey("session", Session)
START = "/start"

log = logger("kiosk")

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def guard(access: Access, hosts: frozenset[str], refusal: str) -> Middleware:
    """The middleware of the kiosk. `refusal` is the one page that everybody else sees, whatever is wrong."""

    @web.middleware
    async def admit(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not is_from_here(request, hosts):
            return _refused(refusal)
        session = access.session_of(request)
        if session is not None:
            request[SESSION] = session
        elif request.path != START:
            return _refused(refusal)
        return await handler(request)

    return admit


def error_pages(broken: Callable[[web.Request, str], str]) -> Middleware:
    """Turn a broken promise into a screen with a number that stands in the log."""

    @web.middleware
    async def error_page(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException:
            raise
        except Exception as error:
            number = secrets.token_hex(3).upper()
            log.error("kiosk.broken", number=number, path=request.path, kind=type(error).__name__, exc_info=True)
            return web.Response(text=broken(request, number), status=500, content_type="text/html")

    return error_page


async def harden(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on that every answer carries."""
    response.headers.update(_HEADERS)


def _refused(page: str) -> web.Response:
    return web.Response(text=page, status=403, content_type="text/html")
