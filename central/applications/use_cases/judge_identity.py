"""Judge who handed a case in, by what the terminal says and what was proved to central itself in that visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ...identity.queries import vouched
from ..case import IdentityState


class Assurance(StrEnum):
    """What a terminal says of it."""

    CARD = "card"
    PENDING = "pending"
    STRANGER = "stranger"
    STAFF = "staff"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Judged:
    """`atena_no` is "" unless it is sure whose record it is."""

    state: IdentityState
    atena_no: str = field(default="", repr=False)


_UNPROVED = {
    Assurance.CARD: IdentityState.PENDING,
    Assurance.PENDING: IdentityState.PENDING,
    Assurance.STRANGER: IdentityState.STRANGER,
}


async def judge_identity(terminal: str, visit: str, assurance: str) -> Judged:
    """A terminal's word is enough for doubt, never for certainty: a card or a clerk counts as central knows it."""
    if assurance in {Assurance.CARD, Assurance.STAFF}:
        proved = await vouched(terminal, visit)
        if proved is not None:
            state = IdentityState.BY_CLERK if proved.by_clerk else IdentityState.CONFIRMED
            return Judged(state, proved.atena_no)
    said = next((each for each in Assurance if each == assurance), Assurance.UNVERIFIED)
    return Judged(_UNPROVED.get(said, IdentityState.NONE))
