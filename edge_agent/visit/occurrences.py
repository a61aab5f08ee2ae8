"""The life events of a visit as the guidance judges them: the day, whom each moves, who lives together after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from protocol.village.catalogue import FactValue
from protocol.village.circumstances import Facts, Occurrence

from .applicant import holder_of
from .courses import COURSES, People, is_of_newcomers, people_of
from .deceased import DECEASED, is_from_elsewhere
from .draft import Footing, Joining, Role
from .elsewhere import is_from_outside_prefecture
from .household_change import change_of, is_head_change
from .newborns import BIRTH, newborns
from .newcomers import OWN, everybody
from .state import State


def occurrences(state: State, footing: Footing) -> tuple[Occurrence, ...]:
    """The event whose tile was touched, then those that were added."""
    day = day_of(state, state.life_event) or footing.today
    first = Occurrence(state.life_event, day, movers(state), _members(state), _household_facts(state), _implied(state))
    return (first, *(_added(state, footing, first, event) for event in state.draft.also))


def day_of(state: State, event: str) -> date | None:
    """The day that was given for an event; None: it was not asked, or is not known yet."""
    if event == BIRTH:
        return state.draft.born_on
    return state.draft.moved_on if event == state.life_event else None


def _added(state: State, footing: Footing, first: Occurrence, event: str) -> Occurrence:
    """An event beside the first: a birth has people and a day of its own, and the living settle theirs today."""
    day = day_of(state, event) or footing.today
    if event == BIRTH:
        members = None if first.members is None else (*first.members, *newborns(state.draft))
        return replace(first, event=event, day=day, movers=tuple(newborns(state.draft)), members=members)
    if people_of(state) not in {People.DECEASED, People.BORN}:
        return replace(first, event=event, day=day)
    here = OWN if state.household is None else holder_of(state)
    return replace(first, event=event, day=day, movers=(here,) if here else None)


def movers(state: State) -> tuple[str, ...] | None:
    """The keys of those the event is about; None: only how many they are is known."""
    if state.life_event == BIRTH:
        return tuple(newborns(state.draft))
    if is_from_elsewhere(state):
        return (DECEASED,)
    if state.household is not None:
        return tuple(member.key for member in state.household.members if member.key in state.chosen)
    if is_of_newcomers(state):
        return tuple(everybody(state.draft))
    is_about_themselves = state.draft.movers == 1 and state.draft.role in {None, Role.SELF}
    return (OWN,) if is_about_themselves else None


def _members(state: State) -> tuple[str, ...] | None:
    """Who lives together afterwards; whoever they join is not known here."""
    course = COURSES.get(state.life_event)
    if course is None or is_from_elsewhere(state):
        return None
    if course.people is People.BORN:
        here = _everybody(state)
        return None if here is None else (*newborns(state.draft), *here)
    if course.people in {People.MOVING, People.PARTING}:
        return movers(state) if state.draft.joining is Joining.NEW else None
    return _staying(state) if course.leaves else _everybody(state)


def _everybody(state: State) -> tuple[str, ...] | None:
    if state.household is None:
        return None
    return tuple(member.key for member in state.household.members)


def _staying(state: State) -> tuple[str, ...] | None:
    everybody = _everybody(state)
    return None if everybody is None else tuple(key for key in everybody if key not in state.chosen)


def _household_facts(state: State) -> Facts:
    if state.household is None or is_from_elsewhere(state):
        return {}
    stays = is_head_change(state) or people_of(state) is People.MEANT
    left = frozenset[str]() if stays else state.chosen
    staying = [member for member in state.household.members if member.key not in left]
    had_head = any(member.is_head for member in state.household.members)
    has_head = any(member.is_head for member in staying)
    return {"remaining": len(staying), "head_lost": had_head and not has_head}


def _implied(state: State) -> Facts:
    """What need not be asked because other touches say it."""
    facts: dict[str, FactValue] = {}
    is_from_outside = is_from_outside_prefecture(state) if is_of_newcomers(state) else None
    if is_from_outside is not None:
        facts["moved_from_outside_prefecture"] = is_from_outside
    if (change := change_of(state)) is not None:
        facts["setai_kind"] = change.value
    return facts
