"""The rules of an application from its people to its number, put together."""

from __future__ import annotations

from collections.abc import Callable

from ..draft import Draft
from ..happenings import Action, Touched
from ..state import Overlay, Screen, State
from . import (
    address,
    along,
    card_text,
    elsewhere,
    household_change,
    moving_day,
    newborns,
    newcomers,
    people,
    relatives,
    signing,
)
from .asking import RULES as ASKING_RULES
from .asking import guide_read, last_question, question_before, question_kept
from .course import applies, onward
from .moves import Rule, Step

_NEXT: dict[Screen, Callable[[State], State]] = {
    Screen.HOUSEHOLD: people.people_chosen,
    Screen.NO_HOUSEHOLD: onward,
    Screen.CARD_TEXT: card_text.by_hand,
    Screen.QUESTION: question_kept,
    Screen.GUIDE: guide_read,
    Screen.ALSO: along.also_chosen,
}


def back(state: State) -> State:
    """One screen back along the trail, over what no longer applies; every answer is kept.

    The check page is shown only when nothing is missing, so that a change left half done is finished first.
    """
    if state.screen is Screen.QUESTION and (question := question_before(state)) is not None:
        return question
    if (newborn := newborns.newborn_before(state)) is not None:
        return newborn
    if state.trail[-1] is Screen.REVIEW:
        return onward(state)
    *trail, screen = state.trail
    while trail and not applies(state, screen):
        screen = trail.pop()
    person = "" if screen is Screen.NEWCOMERS else state.draft.person
    cleared = state.draft.with_(asking=None, person=person) if state.draft != Draft() else state.draft
    behind = newborns.last_newborn(cleared, screen)
    before = state.changed(screen=screen, trail=tuple(trail), draft=behind, overlay=Overlay.NONE)
    return last_question(before) if screen is Screen.QUESTION else before


def _next(state: State, _touched: Touched) -> Step:
    proceed = _NEXT.get(state.screen)
    return (state if proceed is None else proceed(state)), ()


RULES: dict[Action, Rule] = {
    **people.RULES,
    **address.RULES,
    **moving_day.RULES,
    **elsewhere.RULES,
    **household_change.RULES,
    **newcomers.RULES,
    **newborns.RULES,
    **relatives.RULES,
    **along.RULES,
    **ASKING_RULES,
    **card_text.RULES,
    **signing.RULES,
    Action.NEXT: _next,
}
