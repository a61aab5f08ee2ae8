"""The true cause of an outcome, which only the audit log keeps, and what each role reads instead."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from protocol.village.stops import Stop
from protocol.wire.messages.identity import Outcome

from ..staff.roles import Role

IDENTITY_CHECKED = "identity-checked"
"""The action under which every check stands in the audit log."""

NEUTRAL_MARK = "N"
NOT_GENUINE = "V00"
_MAY_KNOW = frozenset({Role.PROTECTION})
# What the screen says by itself; every other outcome has causes that must not be told apart.
_SPOKEN = {
    Outcome.EXPIRED: Stop.CERTIFICATE_EXPIRED.value,
    Outcome.UNDER_AGE: Stop.UNDER_AGE.value,
    Outcome.PENDING: Stop.NOT_CHECKED.value,
    Outcome.UNAVAILABLE: Stop.NOT_CHECKED.value,
    Outcome.NEUTRAL: NEUTRAL_MARK,
}


class Flaw(StrEnum):
    """Why a proof is not genuine (V00)."""

    CHALLENGE = "challenge"
    CONTEXT = "context"
    UNREADABLE = "unreadable"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    PURPOSE = "purpose"
    NOT_YET_VALID = "not-yet-valid"


def readable_code(code: str, outcome: str, roles: Collection[Role]) -> str:
    """The code that somebody with these roles may read: the true one, or what the outcome says by itself."""
    if not _MAY_KNOW.isdisjoint(roles):
        return code
    return _SPOKEN.get(Outcome(outcome), "") if outcome in set(Outcome) else ""
