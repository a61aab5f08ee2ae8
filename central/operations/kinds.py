"""What is known of each kind of alarm: whom it concerns, how grave it is, what it is about, how it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..staff.roles import Role
from ..staff.user import User


class About(StrEnum):
    """What the subject of an alarm is."""

    TERMINAL = "terminal"
    CASE = "case"
    NUMBER = "number"
    REGISTER = "register"
    OTHER = "other"


@dataclass(frozen=True)
class Kind:
    """`roles` are told of it; `is_grave`: something is lost or wrong until somebody acts.

    Where nothing `ends` it by itself, a person closes it with a reason.
    """

    about: About
    roles: frozenset[Role]
    is_grave: bool = True
    ends: bool = True


_MACHINES = frozenset({Role.OPERATOR})
_ARRIVALS = frozenset({Role.OPERATOR, Role.SUPERVISOR})
_PEOPLE = frozenset({Role.CLERK, Role.SUPERVISOR, Role.PROTECTION})
_REGISTER = frozenset({Role.OPERATOR, Role.PROTECTION})

KINDS: Mapping[str, Kind] = {
    "stream-held": Kind(About.TERMINAL, _ARRIVALS),
    "events-missing": Kind(About.TERMINAL, _ARRIVALS, ends=False),
    "event-set-aside": Kind(About.TERMINAL, _ARRIVALS, ends=False),
    "stream-forked": Kind(About.TERMINAL, _ARRIVALS, ends=False),
    "two-live-sessions": Kind(About.TERMINAL, _MACHINES, ends=False),
    "too-many-identity-checks": Kind(About.TERMINAL, _ARRIVALS, ends=False),
    "job-failed": Kind(About.OTHER, _MACHINES, ends=False),
    "catalogue-missing": Kind(About.OTHER, _MACHINES | {Role.SETTINGS}),
    "number-clash": Kind(About.NUMBER, _PEOPLE, is_grave=False),
    "identity-revoked": Kind(About.CASE, _PEOPLE, ends=False),
    "identity-held": Kind(About.CASE, _PEOPLE, ends=False),
    "identity-never-checked": Kind(About.CASE, _PEOPLE, is_grave=False),
    "juki-folder-away": Kind(About.REGISTER, _REGISTER),
    "juki-extract-set-aside": Kind(About.REGISTER, _REGISTER),
    "juki-differs": Kind(About.REGISTER, _REGISTER),
    "juki-not-compared": Kind(About.REGISTER, _REGISTER, is_grave=False),
}
OTHER = Kind(About.OTHER, _MACHINES, ends=False)
READERS = frozenset[Role]().union(*(kind.roles for kind in KINDS.values()))


def kind_of(name: str) -> Kind:
    """What is known of a kind; one that nobody described here is for operators and closed by hand."""
    return KINDS.get(name, OTHER)


def hidden_from(user: User) -> list[str]:
    """The kinds this person is not told of."""
    return [name for name, kind in KINDS.items() if not user.holds_any(kind.roles)]


def sees_others(user: User) -> bool:
    """Whether kinds that nobody described here are shown to this person."""
    return user.holds_any(OTHER.roles)
