"""Session tokens: what the browser holds, what the database holds, and the CSRF token that follows from both."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_token() -> str:
    """256 random bits for a cookie; the database never sees it."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What the database keeps of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_of(token: str) -> str:
    """The token every changing request has to carry; only who holds the cookie's value can make it."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()


def is_csrf_of(candidate: str, token: str) -> bool:
    """Whether a request carries the right CSRF token, compared in constant time."""
    return hmac.compare_digest(candidate.encode(), csrf_of(token).encode())
