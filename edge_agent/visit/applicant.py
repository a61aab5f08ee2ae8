"""Who stands here for whom: the holder of the card, and the capacity in which they act."""

from __future__ import annotations

from .courses import COURSES, People, is_of_newcomers, people_of
from .deceased import is_from_elsewhere
from .draft import Role
from .household_change import is_head_change
from .state import Screen, State

_OF_THE_DEPARTED = (Role.FAMILY, Role.RELATIVE, Role.GUARDIAN, Role.FACILITY)
_OF_THE_HOUSEHOLD = (Role.FAMILY, Role.GUARDIAN)
_OF_SOMEBODY = (Role.SELF, Role.FAMILY, Role.AGENT, Role.GUARDIAN, Role.FACILITY)
_FOR_OTHERS = {People.DECEASED, People.BORN}


def holder_of(state: State) -> str:
    """The key of whose card it was, or "" where no card said who stands here."""
    return state.household.holder if state.household is not None else ""


def is_unnamed(state: State) -> bool:
    """Whether the household does not say who stands here: no card was used, and the event is about somebody else."""
    return state.household is not None and not holder_of(state) and people_of(state) in _FOR_OTHERS


def offered_roles(state: State) -> tuple[Role, ...]:
    """The capacities to choose from; none where it is plain, or settled at the counter."""
    course = COURSES.get(state.life_event)
    if course is None:
        return ()
    if people_of(state) is People.DECEASED:
        return tuple(role for role in _OF_THE_DEPARTED if role is not Role.FAMILY or not is_from_elsewhere(state))
    if course.is_signed:
        return ()
    if state.household is None:
        return _OF_SOMEBODY
    return _OF_THE_HOUSEHOLD if _is_for_others(state) else ()


def role_of(state: State) -> Role | None:
    """The capacity that was chosen, else the one that follows from the household; None: it is not known.

    Of a move, or a change of the household, somebody without a household was asked for those who move with them.
    """
    if state.draft.role is not None:
        return state.draft.role
    if people_of(state) in _FOR_OTHERS:
        return None
    if is_of_household(state) and (state.household is None or is_head_change(state)):
        return Role.SELF
    if not holder_of(state) or not state.chosen:
        return None
    return _of_the_others(state) if _is_for_others(state) else Role.SELF


def is_of_household(state: State) -> bool:
    """Whether it is 転入, 転居, 転出 or 世帯変更: whoever applies does so for their own household (住基法26条)."""
    course = COURSES.get(state.life_event)
    return course is not None and course.is_signed and people_of(state) not in _FOR_OTHERS


def may_be_proxy(state: State) -> bool:
    """Whether this screen is one on which somebody says that they come for another household."""
    screens = {Screen.NO_HOUSEHOLD} if is_of_newcomers(state) else {Screen.HOUSEHOLD, Screen.MOVERS}
    return is_of_household(state) and state.screen in screens


def _of_the_others(state: State) -> Role:
    members = state.household.members if state.household is not None else ()
    is_head = any(member.is_head for member in members if member.key == holder_of(state))
    return Role.HEAD if is_head and is_of_household(state) else Role.FAMILY


def _is_for_others(state: State) -> bool:
    return bool(holder_of(state)) and bool(state.chosen) and holder_of(state) not in state.chosen
