"""Who moves: people of the household by a touch each, or whoever stands here in their own words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from protocol.japanese.names import SPACE, graphemes, kana_complaints

from ..deceased import is_about_death, listed_members
from ..draft import Change, OwnWords, Problem
from ..happenings import Action, Touched
from ..state import Screen, State
from .course import head_of, onward, reconsidered, staying
from .moves import Rule, Step

LONGEST_NAME = 60


def _choose_person(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.HOUSEHOLD or touched.value not in everybody_here(state):
        return state, ()
    if is_about_death(state):
        return _choose_deceased(state, touched.value), ()
    return state.changed(chosen=state.chosen ^ {touched.value}, draft=state.draft.with_()), ()


def _choose_deceased(state: State, key: str) -> State:
    """One at a time, and never whoever stands here."""
    if all(member.key != key for member in listed_members(state)):
        return state
    return state.changed(chosen=frozenset({key}) - state.chosen, draft=state.draft.with_(deceased=None))


def _choose_all(state: State, _touched: Touched) -> Step:
    if state.screen is not Screen.HOUSEHOLD or is_about_death(state):
        return state, ()
    everybody = everybody_here(state)
    chosen = frozenset() if state.chosen == everybody else everybody
    return state.changed(chosen=chosen, draft=state.draft.with_()), ()


def people_chosen(state: State) -> State:
    """つぎへ below the people of the household; nobody chosen: nothing changes. A 分離 leaves somebody behind."""
    if state.draft.change is Change.BUNRI and state.chosen == everybody_here(state):
        return state.changed(draft=state.draft.with_(problem=Problem.NOBODY_LEFT))
    return onward(reconsidered(state)) if state.chosen else state


def _set_name(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.NAME:
        return state, ()
    kana = plain_kana(touched.value)
    if not kana or kana_complaints(kana) or len(graphemes(kana)) > LONGEST_NAME:
        return state.changed(draft=state.draft.with_(problem=Problem.NO_NAME)), ()
    return onward(state, own=_named(state.draft.own, kana)), ()


def _named(own: OwnWords | None, kana: str) -> OwnWords:
    """Whoever stands here under this name; of what the card said nothing stays but what they said themselves."""
    if own is None or own.is_from_card:
        return OwnWords(kana=kana, relation=own.relation if own is not None else None)
    return replace(own, kana=kana)


def _set_movers(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.MOVERS or not re.fullmatch(r"[1-9]", touched.value):
        return state, ()
    return onward(reconsidered(_with_movers(state, int(touched.value)))), ()


def _with_movers(state: State, movers: int) -> State:
    return state.changed(draft=state.draft.with_(movers=movers))


def _choose_remaining_head(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.REMAINING_HEAD or touched.value not in staying(state):
        return state, ()
    return onward(state, remaining_head=touched.value), ()


def _choose_head(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.HEAD or touched.value not in state.chosen or touched.value == head_of(state):
        return state, ()
    return onward(state, head=touched.value), ()


def plain_kana(kana: str) -> str:
    """What was typed in full width, one space between the parts."""
    return re.sub(r"\s+", SPACE, unicodedata.normalize("NFKC", kana).strip())


def everybody_here(state: State) -> frozenset[str]:
    """The keys of the household."""
    members = state.household.members if state.household is not None else ()
    return frozenset(member.key for member in members)


RULES: dict[Action, Rule] = {
    Action.CHOOSE_PERSON: _choose_person,
    Action.CHOOSE_ALL: _choose_all,
    Action.SET_NAME: _set_name,
    Action.SET_MOVERS: _set_movers,
    Action.CHOOSE_REMAINING_HEAD: _choose_remaining_head,
    Action.CHOOSE_HEAD: _choose_head,
}
