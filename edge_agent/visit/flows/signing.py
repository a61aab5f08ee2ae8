"""The end of an application: one row changed, the signature, the number, and good-bye."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from protocol.wire.messages.applications import Ink

from ..applicant import is_unnamed
from ..courses import COURSES, course_of
from ..draft import Accepted, Draft, Problem
from ..effects import Submit
from ..happenings import (
    Action,
    ApplicationNotStored,
    ApplicationStored,
    InkGiven,
    NumberForgotten,
    Scanned,
    SlipChanged,
    Touched,
)
from ..state import Overlay, Screen, State
from .asking import first_question
from .course import applies
from .moves import Rule, Step, go

_FEWEST_SAMPLES = 10
_SHORTEST_PATH = 0.05

_ROWS = {
    "people": Screen.HOUSEHOLD,
    "name": Screen.NAME,
    "movers": Screen.MOVERS,
    "birth": Screen.BIRTH,
    "relation": Screen.RELATION,
    "newcomers": Screen.NEWCOMERS,
    "change": Screen.CHANGE_KIND,
    "elsewhere": Screen.PREFECTURE,
    "country": Screen.COUNTRY,
    "with-card": Screen.WITH_CARD,
    "deceased": Screen.DECEASED,
    "role": Screen.ROLE,
    "newborns": Screen.NEWBORNS,
    "born-on": Screen.BORN_ON,
    "newborn-sex": Screen.NEWBORN_SEX,
    "newborn-name": Screen.NEWBORN_NAME,
    "also": Screen.ALSO,
    "remaining-head": Screen.REMAINING_HEAD,
    "address": Screen.TOWN,
    "moved-on": Screen.MOVED_ON,
    "joining": Screen.JOINING,
    "joined-head": Screen.JOINED_HEAD,
    "head": Screen.HEAD,
    "telephone": Screen.TELEPHONE,
    "answers": Screen.QUESTION,
}

Happened = ApplicationStored | ApplicationNotStored | SlipChanged | NumberForgotten | Scanned


def happened(state: State, happening: Happened) -> State:
    """What came of a signed application and its slip, and what was scanned meanwhile."""
    match happening:
        case ApplicationStored() if _is_last(state):
            return _accepted(state, happening)
        case ApplicationNotStored() if _is_last(state):
            return state.changed(draft=state.draft.with_(problem=Problem.NOT_STORED))
        case SlipChanged(application=application, state=slip) if state.accepted and state.accepted.id == application:
            is_new = state.accepted.slip is not slip
            return state.noticed(accepted=replace(state.accepted, slip=slip)) if is_new else state
        case NumberForgotten(application=application) if state.accepted and state.accepted.id == application:
            return state.changed(accepted=None) if state.is_resting else state
        case Scanned(notice=notice) if notice is not state.scan:
            return state.noticed(scan=notice)
    return state


def signed(state: State, given: InkGiven) -> Step:
    """A signature on the newest page goes in; what is no signature is said to be none."""
    is_asked = state.screen is Screen.SIGN and state.overlay in {Overlay.NONE, Overlay.LOOK}
    if not is_asked or not state.takes(given.revision):
        return state, ()
    if not is_signature(given.ink):
        return state.changed(draft=state.draft.with_(problem=Problem.NO_INK)), ()
    return state.changed(draft=state.draft.with_(ink=given.ink), overlay=Overlay.NONE), (Submit(),)


def is_signature(ink: Ink) -> bool:
    """Whether somebody wrote, and did not only touch the pad."""
    samples = sum(len(stroke) for stroke in ink.strokes)
    pairs = (pair for stroke in ink.strokes for pair in pairwise(stroke))
    steps = (math.hypot(after.x - before.x, after.y - before.y) for before, after in pairs)
    return samples >= _FEWEST_SAMPLES and sum(steps) >= _SHORTEST_PATH * ink.width


def _is_last(state: State) -> bool:
    """Whether the screen is the one that hands in."""
    is_signed = course_of(state.life_event).is_signed if state.life_event in COURSES else True
    return state.screen is (Screen.SIGN if is_signed else Screen.REVIEW)


def _accepted(state: State, stored: ApplicationStored) -> State:
    """The number stays; the person is forgotten at once."""
    return state.changed(
        screen=Screen.DONE,
        trail=(),
        overlay=Overlay.NONE,
        accepted=Accepted(stored.number, stored.id, stored.is_offline),
        household=None,
        chosen=frozenset(),
        draft=Draft(),
        identification=replace(state.identification, proof=None),
    )


def _change(state: State, touched: Touched) -> Step:
    row = _ROWS.get(touched.value)
    if row is None:
        return state, ()
    if state.screen is Screen.SAME_ADDRESS and row is Screen.TOWN:
        return _address_again(state), ()
    if state.screen is not Screen.REVIEW or not _is_row(state, row):
        return state, ()
    changing = go(state, row, draft=state.draft.with_())
    return (first_question(changing) if row is Screen.QUESTION else changing), ()


def _is_row(state: State, row: Screen) -> bool:
    """Whether the check page has this row. A name that the card gave can be typed instead."""
    if row is Screen.QUESTION:
        return bool(state.draft.answers)
    if row is Screen.ALSO:
        return bool(state.draft.also)
    return state.household is None or is_unnamed(state) if row is Screen.NAME else applies(state, row)


def _address_again(state: State) -> State:
    """住所を直す: back to the 小字, over the screens that led to the alert."""
    *_, place = (place for place, screen in enumerate(state.trail) if screen is Screen.TOWN)
    return state.changed(screen=Screen.TOWN, trail=state.trail[:place], overlay=Overlay.NONE)


def _sign(state: State, _touched: Touched) -> Step:
    """The pad; an application that nobody signs goes in at once."""
    if state.screen is not Screen.REVIEW:
        return state, ()
    if not course_of(state.life_event).is_signed:
        return state.changed(draft=state.draft.with_(ink=None), overlay=Overlay.NONE), (Submit(),)
    return go(state, Screen.SIGN, draft=state.draft.with_(ink=None)), ()


def _sign_at_counter(state: State, _touched: Touched) -> Step:
    """Hand in without ink: whoever cannot write on glass does so on paper, before a clerk."""
    if state.screen is not Screen.SIGN:
        return state, ()
    return state.changed(draft=state.draft.with_(ink=None), overlay=Overlay.NONE), (Submit(),)


RULES: dict[Action, Rule] = {
    Action.CHANGE: _change,
    Action.SIGN: _sign,
    Action.SIGN_AT_COUNTER: _sign_at_counter,
}
