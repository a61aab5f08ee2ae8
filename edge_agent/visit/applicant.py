"""Who stands here for whom: the holder of the card, and the capacity in which they act."""

from __future__ import annotations

from .courses import COURSES, People, people_of
from .deceased import is_from_elsewhere
from .draft import Role
from .state import State

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
    """The capacity that was chosen, else the one that follows from the household; None: it is not known."""
    if state.draft.role is not None:
        return state.draft.role
    if people_of(state) in _FOR_OTHERS or not holder_of(state) or not state.chosen:
        return None
    return Role.FAMILY if _is_for_others(state) else Role.SELF


def _is_for_others(state: State) -> bool:
    return bool(holder_of(state)) and bool(state.chosen) and holder_of(state) not in state.chosen
