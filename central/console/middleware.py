"""What every request passes: error pages, host, session, CSRF, the visit hook; and the headers every answer carries."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from ..clock import Clock
from ..staff.screens import BROWSER_TOKEN, USER, address_of, is_part, render
from ..staff.session_limits import SessionLimits
from ..staff.tokens import is_csrf_of, new_token
from ..staff.use_cases.resume_session import resume_session
from ..staff.user import User

log = structlog.get_logger(__name__)

LIVE_PATH = "/live"
STATIC = "/static/"
SIGN_IN = "/sign-in"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
EXPLAINED = frozenset({400, 403, 404, 405, 413, 421})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True)
class Visit:
    """A signed-in request that was answered: who, what (the route's pattern), from where, what status."""

    user: User
    method: str
    route: str
    address: str
    status: int


OnVisit = Callable[[Visit], Awaitable[None]]


class Refused(web.HTTPForbidden):
    """A change without the right CSRF token or from another origin."""


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """The security headers; pages are never stored, static files are asked for again each time."""
    response.headers.update(HEADERS)
    response.headers["Cache-Control"] = "no-cache" if request.path.startswith(STATIC) else "no-store"


def error_pages() -> Middleware:
    """Turn refusals into pages, and broken promises into a page with a number that stands in the log."""

    @web.middleware
    async def error_page(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPException as refusal:
            if refusal.status not in EXPLAINED:
                raise
            return await _explain(request, refusal.status, number="")
        except Exception as error:
            number = secrets.token_hex(3).upper()
            log.error("request-failed", number=number, route=_route(request), kind=type(error).__name__, exc_info=True)
            if request.path == LIVE_PATH:
                raise  # a stream that began cannot become a page; the browser comes back by itself
            return await _explain(request, 500, number=number)

    return error_page


def host_check(names: frozenset[str]) -> Middleware:
    """Answer only to our own names, so that no foreign name can be bound to our address."""

    @web.middleware
    async def check_host(request: web.Request, handler: Handler) -> web.StreamResponse:
        if urlsplit(f"//{request.host}").hostname not in names:
            raise web.HTTPMisdirectedRequest
        return await handler(request)

    return check_host


def sessions(clock: Clock, limits: SessionLimits, public: frozenset[str]) -> Middleware:
    """Put the user into the request, or lead to the sign-in form; every browser gets a token to prove itself with."""

    @web.middleware
    async def session(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(STATIC):
            return await handler(request)
        token = request.cookies.get(limits.cookie, "")
        request[BROWSER_TOKEN] = token or new_token()
        alive = request.path != LIVE_PATH
        user = await resume_session(token, clock.now(), limits, alive=alive) if token else None
        if user is not None:
            request[USER] = user
        elif request.path not in public | {LIVE_PATH}:
            return _to_sign_in(request)
        response = await handler(request)
        if not token and not response.prepared and limits.cookie not in response.cookies:
            _give_token(response, limits, request[BROWSER_TOKEN])
        return response

    return session


def csrf_check() -> Middleware:
    """Refuse a change that does not come from one of our own pages in this browser."""

    @web.middleware
    async def check_csrf(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method not in SAFE_METHODS and not (_is_own(request) and await _carries_token(request)):
            log.warning("csrf-refused", route=_route(request))
            raise Refused
        return await handler(request)

    return check_csrf


def visits(on_visit: OnVisit) -> Middleware:
    """Tell the hook about every answered request of a signed-in user."""

    @web.middleware
    async def visit(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        if USER in request and request.path != LIVE_PATH:
            seen = Visit(request[USER], request.method, _route(request), address_of(request), response.status)
            await on_visit(seen)
        return response

    return visit


def _is_own(request: web.Request) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


async def _carries_token(request: web.Request) -> bool:
    sent = request.headers.get("X-CSRF-Token") or str((await request.post()).get("csrf", ""))
    return is_csrf_of(sent, request[BROWSER_TOKEN])


def _to_sign_in(request: web.Request) -> web.StreamResponse:
    if is_part(request):
        return web.Response(status=204, headers={"HX-Redirect": SIGN_IN})
    onward = f"?next={quote(request.path)}" if request.method == "GET" and request.path != "/" else ""
    return web.Response(status=303, headers={"Location": SIGN_IN + onward})


def _give_token(response: web.StreamResponse, limits: SessionLimits, token: str) -> None:
    response.set_cookie(limits.cookie, token, path="/", secure=limits.secure, httponly=True, samesite="Strict")


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "-"


async def _explain(request: web.Request, status: int, *, number: str) -> web.Response:
    return await render(request, "console/error.html", {"status": status, "number": number}, status)
