"""Whose death it is: somebody of the household, or of another one."""

from __future__ import annotations

from protocol.wire.messages.residents import Member

from .courses import People, people_of
from .state import State

DECEASED = "deceased"
"""The key of somebody of another household."""


def is_about_death(state: State) -> bool:
    """Whether somebody died."""
    return people_of(state) is People.DECEASED


def listed_members(state: State) -> tuple[Member, ...]:
    """The members of the household that the event can be about: of a death, all but the holder of the card."""
    household = state.household
    if household is None:
        return ()
    holder = household.holder if is_about_death(state) else ""
    return tuple(member for member in household.members if not holder or member.key != holder)


def is_from_elsewhere(state: State) -> bool:
    """Whether who died is not in the household that is known here, so that the name has to be typed."""
    return is_about_death(state) and (state.draft.deceased is not None or not listed_members(state))
