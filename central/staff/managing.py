"""Who may look after whose account."""

from __future__ import annotations

from collections.abc import Iterable

from .roles import Role
from .user import User

MANAGERS = (Role.SETTINGS, Role.OPERATOR)
_OF_THE_HALL = frozenset({Role.PROTECTION, Role.AUDITOR})


def grantable(user: User) -> tuple[Role, ...]:
    """The roles this person may give: whoever is only an operator gives none that watches or protects."""
    if user.holds_any({Role.SETTINGS}):
        return tuple(Role)
    return tuple(role for role in Role if role not in _OF_THE_HALL) if user.holds_any({Role.OPERATOR}) else ()


def may_manage(user: User, other: User) -> bool:
    """Whether this account is theirs to look after: never one's own, and none with a role they may not give."""
    return user.id != other.id and other.roles <= frozenset(grantable(user))


def may_give(user: User, roles: Iterable[Role]) -> bool:
    """Whether these are roles this person may give."""
    return frozenset(roles) <= frozenset(grantable(user))
