"""What a browser owes between the right password and a session."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from .password_rule import PasswordFlaw
from .roles import Role


class Step(StrEnum):
    """A code of the second factor, a password of one's own, or setting a second factor up."""

    CODE = "code"
    PASSWORD = "password"  # noqa: S105 (the name of a step)
    SECOND_FACTOR = "second-factor"


@dataclass(frozen=True)
class SignedIn:
    """A session began; `token` is for the browser's cookie only."""

    token: str = field(repr=False)


@dataclass(frozen=True)
class StepNeeded:
    """No session yet: `token` is for the browser's cookie and opens the page of this step only."""

    token: str = field(repr=False)
    step: Step


@dataclass(frozen=True)
class Denied:
    """Login, password or code is wrong; the next try counts after `wait` seconds (0: at once)."""

    wait: int


@dataclass(frozen=True)
class TooSoon:
    """Nothing was compared: the next try counts after `wait` seconds."""

    wait: int


@dataclass(frozen=True)
class BadPassword:
    """The new password is not taken."""

    flaw: PasswordFlaw


@dataclass(frozen=True)
class Gone:
    """This browser owes no such step, or took too long: sign in again."""


@dataclass(frozen=True)
class Enrolled:
    """The second factor is set up and a session began; the recovery codes are shown this once."""

    token: str = field(repr=False)
    recovery_codes: tuple[str, ...] = field(repr=False)


def next_step(
    roles: Collection[str], required: Collection[Role], *, has_secret: bool, must_change: bool, is_code_given: bool
) -> Step | None:
    """What comes next; None: the session may begin."""
    if has_secret and not is_code_given:
        return Step.CODE
    if must_change:
        return Step.PASSWORD
    return Step.SECOND_FACTOR if not has_secret and not set(roles).isdisjoint(required) else None
