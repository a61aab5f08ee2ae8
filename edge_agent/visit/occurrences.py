"""The life events of a visit as the guidance judges them: the day, whom each moves, who lives together after it."""

from __future__ import annotations

from dataclasses import replace

from protocol.village.circumstances import Facts, Occurrence

from .courses import COURSES, People
from .draft import Footing, Joining
from .state import State

OWN = "own"
"""The key of whoever stands here without a household."""


def occurrences(state: State, footing: Footing) -> tuple[Occurrence, ...]:
    """The event whose tile was touched, then those that were added."""
    day = state.draft.moved_on or footing.today
    first = Occurrence(state.life_event, day, movers(state), _members(state), _household_facts(state))
    return (first, *(replace(first, event=event) for event in state.draft.also))


def movers(state: State) -> tuple[str, ...] | None:
    """The keys of those the event is about; None: only how many they are is known."""
    if state.household is not None:
        return tuple(member.key for member in state.household.members if member.key in state.chosen)
    return (OWN,) if state.draft.movers == 1 else None


def _members(state: State) -> tuple[str, ...] | None:
    """Who lives together afterwards; whoever they join is not known here."""
    course = COURSES.get(state.life_event)
    if course is None:
        return None
    if course.people is People.MOVING:
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
    if state.household is None:
        return {}
    staying = [member for member in state.household.members if member.key not in state.chosen]
    had_head = any(member.is_head for member in state.household.members)
    has_head = any(member.is_head for member in staying)
    return {"remaining": len(staying), "head_lost": had_head and not has_head}
