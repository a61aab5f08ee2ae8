"""What a password must be, and the one-time passwords that are given out."""

from __future__ import annotations

import secrets
from enum import StrEnum

from .logins import folded

SHORTEST = 8
LONGEST = 256
_PARTS, _PART = 3, 4
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class PasswordFlaw(StrEnum):
    """Why a new password is not taken. The words stand in the catalogue under `staff.password-flaw`."""

    WRONG = "wrong"
    LENGTH = "length"
    LOGIN = "login"
    REPEATED = "repeated"
    SAME = "same"


def flaw_of(new: str, again: str, login: str) -> PasswordFlaw | None:
    """The first thing that is wrong with a new password, typed twice; None: it can be taken."""
    if not SHORTEST <= len(new) <= LONGEST:
        return PasswordFlaw.LENGTH
    if folded(new) == login:
        return PasswordFlaw.LOGIN
    return None if new == again else PasswordFlaw.REPEATED


def one_time_password() -> str:
    """Twelve letters and figures (59 bits) that nobody mistakes for each other, in three parts."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_PART)) for _ in range(_PARTS))
