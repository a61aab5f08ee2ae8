"""Children just born: how many, since when, and what is known of each, one after the other."""

from __future__ import annotations

from dataclasses import replace

from protocol.japanese.eras import read_date
from protocol.japanese.names import graphemes, kana_complaints
from protocol.wire.messages.residents import Sex

from ..draft import Draft, Newborn, Problem
from ..happenings import Action, Touched
from ..newborns import MOST
from ..state import Overlay, Screen, State
from .course import onward, reconsidered
from .moves import Rule, Step
from .moving_day import written_day
from .people import LONGEST_NAME, plain_kana

OF_EACH = frozenset({Screen.NEWBORN_SEX, Screen.NEWBORN_NAME})
"""The screens that come once for each child."""

_COUNTS = {str(count): count for count in range(1, MOST + 1)}


def newborn_before(state: State) -> State | None:
    """The same screen for the child before; None: it is the first."""
    if state.screen not in OF_EACH or not state.draft.newborn:
        return None
    return _at(state, state.draft.newborn - 1)


def last_newborn(draft: Draft, screen: Screen) -> Draft:
    """The draft before a screen that is reached from behind: the last child comes first."""
    return replace(draft, newborn=max(len(draft.newborns) - 1, 0)) if screen in OF_EACH else draft


def _set_newborns(state: State, touched: Touched) -> Step:
    count = _COUNTS.get(touched.value)
    if state.screen is not Screen.NEWBORNS or count is None:
        return state, ()
    newborns = (state.draft.newborns + (Newborn(),) * count)[:count]
    counted = state.changed(draft=state.draft.with_(newborns=newborns, newborn=0))
    return onward(reconsidered(counted)), ()


def _set_born_on(state: State, touched: Touched) -> Step:
    written = written_day(touched.value)
    if state.screen is not Screen.BORN_ON or written is None:
        return state, ()
    entered = read_date(str(written))
    if entered is None:
        return state.changed(draft=state.draft.with_(problem=Problem.NO_SUCH_DAY)), ()
    if state.footing is not None and entered.day > state.footing.today:
        return state.changed(draft=state.draft.with_(problem=Problem.NOT_YET)), ()
    born = state.changed(draft=state.draft.with_(born_on=entered.day, born_on_written=written, newborn=0))
    return onward(reconsidered(born)), ()


def _set_sex(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.NEWBORN_SEX or touched.value not in set(Sex):
        return state, ()
    return _told(state, replace(_on_screen(state), sex=touched.value)), ()


def _set_name(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.NEWBORN_NAME:
        return state, ()
    kana = plain_kana(touched.value)
    if kana and (kana_complaints(kana) or len(graphemes(kana)) > LONGEST_NAME):
        return state.changed(draft=state.draft.with_(problem=Problem.NO_NAME)), ()
    return _told(state, replace(_on_screen(state), kana=kana)), ()


def _told(state: State, newborn: Newborn) -> State:
    """What was told of the child on the screen; then the next child, or the next screen."""
    place = state.draft.newborn
    newborns = (*state.draft.newborns[:place], newborn, *state.draft.newborns[place + 1 :])
    told = replace(state, draft=state.draft.with_(newborns=newborns))
    return _at(told, place + 1) if place + 1 < len(newborns) else onward(told, newborn=0)


def _on_screen(state: State) -> Newborn:
    return state.draft.newborns[state.draft.newborn]


def _at(state: State, place: int) -> State:
    return state.changed(draft=state.draft.with_(newborn=place), overlay=Overlay.NONE)


RULES: dict[Action, Rule] = {
    Action.SET_NEWBORNS: _set_newborns,
    Action.SET_BORN_ON: _set_born_on,
    Action.SET_NEWBORN_SEX: _set_sex,
    Action.SET_NEWBORN_NAME: _set_name,
}
