"""Further life events that are settled in the same visit, added from the list of procedures."""

from __future__ import annotations

from dataclasses import replace

from ..along import MOST, along
from ..happenings import Action, Touched
from ..state import Screen, State
from .course import onward, reconsidered
from .moves import Rule, Step, go


def also_chosen(state: State) -> State:
    """つぎへ below the tiles: what the added events ask, then the list of procedures again."""
    if state.trail[-1] is Screen.REVIEW:
        return onward(reconsidered(state))
    return onward(reconsidered(replace(state, screen=Screen.GUIDE, trail=state.trail[:-1])), seen=None)


def _show_also(state: State, _touched: Touched) -> Step:
    if state.screen is not Screen.GUIDE or not along(state):
        return state, ()
    return go(state, Screen.ALSO), ()


def _toggle_event(state: State, touched: Touched) -> Step:
    """A tile pressed or released; the order is always that of the tiles."""
    if state.screen is not Screen.ALSO or touched.value not in along(state):
        return state, ()
    pressed = {*state.draft.also} ^ {touched.value}
    if len(pressed) > MOST:
        return state, ()
    also = tuple(event for event in along(state) if event in pressed)
    return state.changed(draft=state.draft.with_(also=also)), ()


RULES: dict[Action, Rule] = {Action.SHOW_ALSO: _show_also, Action.TOGGLE_EVENT: _toggle_event}
