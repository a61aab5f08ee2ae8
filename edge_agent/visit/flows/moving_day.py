"""Since when they live there, with whom, and where they can be reached."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from protocol.japanese.eras import read_date

from ..draft import Joining, Problem, Written
from ..happenings import Action, Touched
from ..state import Screen, State
from .course import births, onward, reconsidered
from .moves import Rule, Step

_WRITTEN = re.compile(r"([A-Z])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{1,2})")
_TELEPHONE = re.compile(r"0[0-9]{9,10}")


def _set_day(state: State, touched: Touched) -> Step:
    found = _WRITTEN.fullmatch(touched.value)
    if state.screen is not Screen.MOVED_ON or found is None:
        return state, ()
    written = Written(found[1], int(found[2]), int(found[3]), int(found[4]))
    entered = read_date(str(written))
    problem = _problem(state, entered.day) if entered is not None else Problem.NO_SUCH_DAY
    if entered is None or problem is not None:
        return state.changed(draft=state.draft.with_(problem=problem)), ()
    day = state.changed(draft=state.draft.with_(moved_on=entered.day, moved_on_written=written))
    return onward(reconsidered(day)), ()


def _problem(state: State, day: date) -> Problem | None:
    if state.footing is not None and day > state.footing.today:
        return Problem.TOMORROW
    return Problem.BEFORE_BIRTH if any(birth > day for birth in births(state)) else None


def _choose_joining(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.JOINING or touched.value not in set(Joining):
        return state, ()
    joined = state.changed(draft=state.draft.with_(joining=Joining(touched.value)))
    return onward(reconsidered(joined)), ()


def _set_telephone(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.TELEPHONE:
        return state, ()
    digits = re.sub(r"[-\s]", "", unicodedata.normalize("NFKC", touched.value))
    if digits and not _TELEPHONE.fullmatch(digits):
        return state.changed(draft=state.draft.with_(problem=Problem.BAD_TELEPHONE)), ()
    return onward(state, telephone=digits), ()


RULES: dict[Action, Rule] = {
    Action.SET_DAY: _set_day,
    Action.CHOOSE_JOINING: _choose_joining,
    Action.SET_TELEPHONE: _set_telephone,
}
