"""Who may see which cases and do what to them."""

from __future__ import annotations

from ..staff.roles import Role
from ..staff.user import User

SEES_ALL = (Role.CLERK, Role.SUPERVISOR, Role.PROTECTION)
SEES_SOME = (*SEES_ALL, Role.SECTION)
_CROSSES = (Role.CLERK, Role.SUPERVISOR)


def sees_all(user: User) -> bool:
    """Whether every case is theirs to see; a SECTION sees those with a procedure of its own."""
    return user.holds_any(SEES_ALL)


def sees_some(user: User) -> bool:
    """Whether any case is theirs to see."""
    return user.holds_any(SEES_SOME)


def may_decide(user: User) -> bool:
    """Whether this person may change how far a case is and print its slip again."""
    return user.holds_any(SEES_ALL)


def receives(user: User) -> bool:
    """Whether this person may tick for other sections too, provided that theirs is the one that receives cases."""
    return user.holds_any(_CROSSES)
