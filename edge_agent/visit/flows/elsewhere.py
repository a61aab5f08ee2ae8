"""Where they come from or go to, one screen after the other, and whether the card goes with them."""

from __future__ import annotations

import re
import unicodedata

from protocol.japanese.municipalities import PREFECTURES, municipalities_of
from protocol.japanese.names import SPACE, kana_complaints

from ..draft import Problem
from ..elsewhere import COUNTRIES, is_here, is_other_country
from ..happenings import Action, Touched
from ..state import Screen, State
from .course import onward, reconsidered
from .moves import Rule, Step, go

_LONGEST_COUNTRY = 30
_YES_NO = {"yes": True, "no": False}
_OTHER = "other"


def _choose_prefecture(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.PREFECTURE or touched.value not in PREFECTURES:
        return state, ()
    is_same = touched.value == state.draft.prefecture
    municipality = state.draft.municipality if is_same else ""
    draft = state.draft.with_(prefecture=touched.value, municipality=municipality)
    return go(state, Screen.MUNICIPALITY, draft=draft), ()


def _choose_municipality(state: State, touched: Touched) -> Step:
    prefecture = state.draft.prefecture
    known = {each.full for each in municipalities_of(prefecture)}
    if state.screen is not Screen.MUNICIPALITY or touched.value not in known:
        return state, ()
    if is_here(state, prefecture, touched.value):
        return state.changed(draft=state.draft.with_(problem=Problem.INSIDE)), ()
    chosen = state.changed(draft=state.draft.with_(municipality=touched.value))
    return onward(reconsidered(chosen)), ()


def _choose_country(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.COUNTRY or touched.value not in {*COUNTRIES, _OTHER}:
        return state, ()
    if touched.value == _OTHER:
        country = state.draft.country if is_other_country(state) else ""
        return go(state, Screen.OTHER_COUNTRY, draft=state.draft.with_(country=country)), ()
    return onward(state, country=COUNTRIES[touched.value]), ()


def _set_country(state: State, touched: Touched) -> Step:
    country = re.sub(r"\s+", SPACE, unicodedata.normalize("NFKC", touched.value).strip())
    if state.screen is not Screen.OTHER_COUNTRY:
        return state, ()
    if not country or kana_complaints(country) or len(country) > _LONGEST_COUNTRY:
        return state.changed(draft=state.draft.with_(problem=Problem.NO_COUNTRY)), ()
    return onward(state, country=country), ()


def _set_with_card(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.WITH_CARD or touched.value not in _YES_NO:
        return state, ()
    return onward(state, with_card=_YES_NO[touched.value]), ()


RULES: dict[Action, Rule] = {
    Action.CHOOSE_PREFECTURE: _choose_prefecture,
    Action.CHOOSE_MUNICIPALITY: _choose_municipality,
    Action.CHOOSE_COUNTRY: _choose_country,
    Action.SET_COUNTRY: _set_country,
    Action.SET_WITH_CARD: _set_with_card,
}
