"""Who may see the kiosk's pages: the one browser that was started with the one-time token."""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

COOKIE = "madoguchi"
CSRF_FIELD = "csrf"

_SAFE = {"GET", "HEAD"}
_FROM_HERE = {"same-origin", "none"}
_FROM_THIS_MACHINE = "same-site"


@dataclass(frozen=True)
class Session:
    """The browser's session: `key` is its cookie, `csrf` goes into every form."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)


class Access:
    """One session at a time. Every start token works once; the next one stands in `token_file` (0640) at once."""

    def __init__(self, token_file: Path) -> None:
        self._token_file = token_file
        self._token = ""
        self._session: Session | None = None

    def renew_token(self) -> None:
        """Write the next start token. Blocks for one small file."""
        self._token = secrets.token_urlsafe(32)
        unfinished = self._token_file.with_suffix(".new")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640)
        with os.fdopen(descriptor, "w") as file:
            file.write(self._token)
        unfinished.replace(self._token_file)

    def start(self, token: str) -> Session | None:
        """A new session for the right token, which ends the one before; None for a wrong or used one."""
        if not self._token or not hmac.compare_digest(token.encode(), self._token.encode()):
            return None
        self._token = ""
        self._session = Session()
        return self._session

    def session_of(self, request: web.Request) -> Session | None:
        """The session that a request's cookie names, if it is the living one."""
        given = request.cookies.get(COOKIE, "")
        if self._session is None or not hmac.compare_digest(given.encode(), self._session.key.encode()):
            return None
        return self._session


def is_from_here(request: web.Request, hosts: frozenset[str]) -> bool:
    """Whether Host, Origin and Sec-Fetch-Site are of a page of this server; a change must say where it is from."""
    host, origin = request.headers.get("Host", ""), request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    if host not in hosts or (origin is not None and origin != f"http://{host}"):
        return False
    if site is not None and site not in _FROM_HERE and not (site == _FROM_THIS_MACHINE and _is_opening(request)):
        return False
    return request.method in _SAFE or origin is not None or site == "same-origin"


def _is_opening(request: web.Request) -> bool:
    """Whether a whole window is opened, as by a link on another page of this machine."""
    return request.method in _SAFE and request.headers.get("Sec-Fetch-Dest") == "document"


def is_csrf_right(session: Session, given: str) -> bool:
    """Whether a form carries the session's token."""
    return hmac.compare_digest(given.encode(), session.csrf.encode())
