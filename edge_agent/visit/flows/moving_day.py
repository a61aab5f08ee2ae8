"""Since when they live there, with whom, and where they can be reached."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from protocol.japanese.eras import read_date

from ..courses import Days, People, course_of, people_of
from ..draft import Joining, Problem, Written
from ..happenings import Action, Touched
from ..newcomers import without_relations
from ..state import Screen, State
from .course import births, onward, reconsidered
from .moves import Rule, Step

_WRITTEN = re.compile(r"([A-Z])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{1,2})")
_WESTERN = re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})")
_TELEPHONE = re.compile(r"0[0-9]{9,10}")


def _set_day(state: State, touched: Touched) -> Step:
    written = written_day(touched.value)
    if state.screen is not Screen.MOVED_ON:
        return state, ()
    if written is None:
        return _left_open(state, touched), ()
    entered = read_date(str(written))
    problem = _problem(state, entered.day) if entered is not None else Problem.NO_SUCH_DAY
    if entered is None or problem is not None:
        return state.changed(draft=state.draft.with_(problem=problem)), ()
    day = state.changed(draft=state.draft.with_(moved_on=entered.day, moved_on_written=written, is_undated=False))
    return onward(reconsidered(day)), ()


def _left_open(state: State, touched: Touched) -> State:
    """「まだ決まっていない」, where the day may be given later."""
    if touched.value or not course_of(state.life_event).may_be_undated:
        return state
    undated = state.draft.with_(moved_on=None, moved_on_written=None, is_undated=True)
    return onward(reconsidered(state.changed(draft=undated)))


def written_day(text: str) -> Written | None:
    """The day of a text like `R8.11.20`, which need not exist; None for what is no day at all."""
    found = _WRITTEN.fullmatch(text)
    return Written(found[1], int(found[2]), int(found[3]), int(found[4])) if found is not None else None


def written_birth(text: str) -> Written | None:
    """As `written_day`, and 西暦 too, like `1985.1.7`: a year of four digits under no era."""
    found = _WESTERN.fullmatch(text)
    return written_day(text) if found is None else Written("", int(found[1]), int(found[2]), int(found[3]))


def _problem(state: State, day: date) -> Problem | None:
    is_past = course_of(state.life_event).days is Days.PAST
    if is_past and state.footing is not None and day > state.footing.today:
        return Problem.TOMORROW if people_of(state) is People.MOVING else Problem.NOT_YET
    return Problem.BEFORE_BIRTH if any(birth > day for birth in births(state)) else None


def _choose_joining(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.JOINING or touched.value not in set(Joining):
        return state, ()
    joining = Joining(touched.value)
    draft = state.draft if joining is state.draft.joining else without_relations(state.draft)
    return onward(reconsidered(state.changed(draft=draft.with_(joining=joining)))), ()


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
