"""世帯変更: its kind, whether they live on one purse, and whose household is joined; and the alerts of all courses."""

from __future__ import annotations

from protocol.japanese.kana import fold_kana
from protocol.japanese.names import graphemes, kana_complaints

from ..alerts import open_caution
from ..draft import Change, Problem
from ..happenings import Action, Touched
from ..household_change import JOININGS
from ..state import Screen, State
from .course import onward, reconsidered
from .moves import Rule, Step, go
from .people import LONGEST_NAME, everybody_here, plain_kana

_NEEDS_OTHERS = {Change.BUNRI, Change.NUSHI}


def _choose_change(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.CHANGE_KIND or touched.value not in set(Change):
        return state, ()
    change, before = Change(touched.value), state.draft.change
    if change in _NEEDS_OTHERS and state.household is not None and len(state.household.members) == 1:
        return state.changed(draft=state.draft.with_(problem=Problem.ALONE)), ()
    if change is before:
        return onward(state), ()
    draft = state.draft.with_(change=change, joining=JOININGS[change], livelihood=False)
    chosen = everybody_here(state) if change is Change.NUSHI else frozenset[str]()
    return onward(reconsidered(state.changed(draft=draft, chosen=chosen))), ()


def _set_livelihood(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.LIVELIHOOD or touched.value not in {"yes", "no"}:
        return state, ()
    if touched.value == "yes":
        return onward(state, livelihood=True), ()
    is_parting = state.draft.change is Change.BUNRI
    problem = Problem.LIVELIHOOD_SHARED if is_parting else Problem.LIVELIHOOD_APART
    return state.changed(draft=state.draft.with_(problem=problem, livelihood=False)), ()


def _set_joined_head(state: State, touched: Touched) -> Step:
    """The 世帯主 in kana; "" is not known."""
    if state.screen is not Screen.JOINED_HEAD:
        return state, ()
    kana = plain_kana(touched.value)
    problem = _problem(state, kana)
    if problem is not None:
        return state.changed(draft=state.draft.with_(problem=problem)), ()
    return onward(state, joined_head=kana), ()


def _problem(state: State, kana: str) -> Problem | None:
    if kana and (kana_complaints(kana) or len(graphemes(kana)) > LONGEST_NAME):
        return Problem.NO_NAME
    members = state.household.members if state.household is not None else ()
    own = {fold_kana(member.kana) for member in members if member.is_head and member.kana}
    return Problem.OWN_HEAD if kana and fold_kana(kana) in own else None


def _agree_alert(state: State, _touched: Touched) -> Step:
    caution = open_caution(state) if state.screen is Screen.ALERT else None
    if caution is None:
        return state, ()
    return onward(state, agreed=state.draft.agreed | {caution.key}), ()


def _mend_alert(state: State, _touched: Touched) -> Step:
    caution = open_caution(state) if state.screen is Screen.ALERT else None
    return (go(state, caution.screen) if caution is not None else state), ()


RULES: dict[Action, Rule] = {
    Action.CHOOSE_CHANGE: _choose_change,
    Action.SET_LIVELIHOOD: _set_livelihood,
    Action.SET_JOINED_HEAD: _set_joined_head,
    Action.AGREE_ALERT: _agree_alert,
    Action.MEND_ALERT: _mend_alert,
}
