"""The screens of a birth, of a death and of who stands here: whether each concerns a visit, and whether it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from protocol.wire.messages.residents import Household

from ..applicant import offered_roles
from ..courses import COURSES, People, people_of
from ..deceased import is_from_elsewhere, listed_members
from ..newborns import is_about_birth
from ..state import Screen, State

Test = Callable[[State], bool]


def is_alone(state: State) -> bool:
    """Whether the only person of the household is the one it is about, so that nobody has to be chosen."""
    return people_of(state) is People.MEANT and state.household is not None and len(state.household.members) == 1


def with_household(state: State, household: Household) -> State:
    """The visit in which 住基 has named a household; whoever lives alone is the one it is about."""
    entered = replace(state, household=household)
    return replace(entered, chosen=frozenset({household.members[0].key})) if is_alone(entered) else entered


def needs_choice(state: State) -> bool:
    """Whether people of the household are there to be chosen."""
    return bool(listed_members(state)) and not is_alone(state)


def is_anybody_meant(state: State) -> bool:
    """Whether it is said whom the event is about, be it somebody of another household."""
    return bool(state.chosen) or state.draft.deceased is not None


def has_day(state: State) -> bool:
    """Whether the day was given, or may be given later and was left open."""
    course = COURSES.get(state.life_event)
    is_left_open = state.draft.is_undated and course is not None and course.may_be_undated
    return state.draft.moved_on is not None or is_left_open


FAMILY_STEPS: dict[Screen, tuple[Test, Test]] = {
    Screen.DECEASED: (is_from_elsewhere, lambda state: not state.draft.deceased),
    Screen.ROLE: (lambda state: bool(offered_roles(state)), lambda state: state.draft.role is None),
    Screen.NEWBORNS: (is_about_birth, lambda state: not state.draft.newborns),
    Screen.BORN_ON: (is_about_birth, lambda state: state.draft.born_on is None),
    Screen.NEWBORN_SEX: (is_about_birth, lambda state: any(not one.sex for one in state.draft.newborns)),
    Screen.NEWBORN_NAME: (is_about_birth, lambda state: any(one.kana is None for one in state.draft.newborns)),
}
