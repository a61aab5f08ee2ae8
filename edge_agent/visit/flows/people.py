"""Who of the household is meant: one touch for a person, one for everybody."""

from __future__ import annotations

from ..happenings import Action, Touched
from ..state import Screen, State
from .moves import Rule, Step, go


def _choose_person(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.HOUSEHOLD or touched.value not in _keys(state):
        return state, ()
    return state.changed(chosen=state.chosen ^ {touched.value}), ()


def _choose_all(state: State, _touched: Touched) -> Step:
    if state.screen is not Screen.HOUSEHOLD:
        return state, ()
    everybody = _keys(state)
    return state.changed(chosen=frozenset() if state.chosen == everybody else everybody), ()


def _next(state: State, _touched: Touched) -> Step:
    is_ready = state.screen is Screen.NO_HOUSEHOLD or (state.screen is Screen.HOUSEHOLD and bool(state.chosen))
    return (go(state, Screen.PREPARING), ()) if is_ready else (state, ())


def _keys(state: State) -> frozenset[str]:
    members = state.household.members if state.household is not None else ()
    return frozenset(member.key for member in members)


RULES: dict[Action, Rule] = {
    Action.CHOOSE_PERSON: _choose_person,
    Action.CHOOSE_ALL: _choose_all,
    Action.NEXT: _next,
}
