"""How a typed login is folded before it is compared."""

from __future__ import annotations

import unicodedata

LONGEST = 64


def folded(login: str) -> str:
    """Full and half width, large and small letters are one; cut at 64 characters."""
    return unicodedata.normalize("NFKC", login).strip().casefold()[:LONGEST]
