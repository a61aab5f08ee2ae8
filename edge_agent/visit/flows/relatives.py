"""Who died where the household does not say it, and in what capacity somebody stands here."""

from __future__ import annotations

from dataclasses import replace

from protocol.japanese.names import graphemes, kana_complaints

from ..applicant import may_be_proxy, offered_roles
from ..deceased import is_about_death, is_from_elsewhere
from ..draft import Problem, Role
from ..happenings import Action, Touched
from ..state import Screen, State
from .course import onward, reconsidered, settled
from .moves import Rule, Step, go
from .people import LONGEST_NAME, plain_kana


def _not_listed(state: State, _touched: Touched) -> Step:
    """「別の世帯の方」: nobody of this household."""
    if state.screen is not Screen.HOUSEHOLD or not is_about_death(state):
        return state, ()
    nobody = replace(state, chosen=frozenset(), draft=state.draft.with_(deceased=state.draft.deceased or ""))
    return go(settled(reconsidered(nobody)), Screen.DECEASED), ()


def _for_another(state: State, _touched: Touched) -> Step:
    """「代理の方」: whoever applies for another household does so at the counter, with a 委任状."""
    return (go(state, Screen.PROXY), ()) if may_be_proxy(state) else (state, ())


def _set_deceased(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.DECEASED or not is_from_elsewhere(state):
        return state, ()
    kana = plain_kana(touched.value)
    if not kana or kana_complaints(kana) or len(graphemes(kana)) > LONGEST_NAME:
        return state.changed(draft=state.draft.with_(problem=Problem.NO_NAME)), ()
    return onward(state, deceased=kana), ()


def _choose_role(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.ROLE or touched.value not in offered_roles(state):
        return state, ()
    chosen = state.changed(draft=state.draft.with_(role=Role(touched.value)))
    return onward(reconsidered(chosen)), ()


RULES: dict[Action, Rule] = {
    Action.NOT_LISTED: _not_listed,
    Action.FOR_ANOTHER: _for_another,
    Action.SET_DECEASED: _set_deceased,
    Action.CHOOSE_ROLE: _choose_role,
}
