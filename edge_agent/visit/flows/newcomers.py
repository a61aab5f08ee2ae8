"""Those who move to the village: birth, 続柄 and sex of each, one person after the other, and the list of them."""

from __future__ import annotations

import re
from dataclasses import replace

from protocol.japanese.eras import ERAS, read_date
from protocol.japanese.names import SPACE, graphemes, kana_complaints

from ..draft import Joining, OwnWords, Problem, Relation
from ..happenings import Action, Touched
from ..newcomers import (
    MOST,
    OWN,
    asks_relation,
    asks_sex,
    contradicts,
    everybody,
    family_name,
    heads,
    is_whole,
    key_of,
    person_on_screen,
    with_person,
)
from ..state import Overlay, Screen, State
from .course import onward, reconsidered
from .moves import Rule, Step, go
from .moving_day import written_birth
from .people import LONGEST_NAME, plain_kana

_FIRST_YEAR = ERAS.eras[0].first.year
_SEXES = {"male", "female", "unknown"}
_NO_KEY = re.compile(r"n[1-9]")


def _set_given_name(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.GIVEN_NAME:
        return state, ()
    kana = plain_kana(touched.value)
    if problem := _name_problem(state, kana):
        return _complaining(state, problem), ()
    return _known(state, replace(person_on_screen(state), kana=kana)), ()


def _name_problem(state: State, kana: str) -> Problem | None:
    if kana + SPACE == family_name(state.draft):
        return Problem.NO_GIVEN_NAME
    is_name = kana and not kana_complaints(kana) and len(graphemes(kana)) <= LONGEST_NAME
    return None if is_name else Problem.NO_NAME


def _set_birth(state: State, touched: Touched) -> Step:
    written = written_birth(touched.value)
    if state.screen is not Screen.BIRTH or written is None or state.footing is None:
        return state, ()
    if not written.era and written.year < _FIRST_YEAR:
        return _complaining(state, Problem.WESTERN_YEAR), ()
    entered = read_date(str(written))
    if entered is None:
        return _complaining(state, Problem.NO_SUCH_DAY), ()
    if entered.day > state.footing.today:
        return _complaining(state, Problem.BORN_TOMORROW), ()
    return _known(state, replace(person_on_screen(state), birth=entered.day, written=written)), ()


def _choose_relation(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.RELATION or touched.value not in set(Relation):
        return state, ()
    relation, person = Relation(touched.value), person_on_screen(state)
    if problem := _relation_problem(state, person, relation):
        return _complaining(state, problem), ()
    return _known(state, replace(person, relation=relation)), ()


def _relation_problem(state: State, person: OwnWords, relation: Relation) -> Problem | None:
    others = set(heads(state.draft)) - {state.draft.person or OWN}
    is_joining = state.draft.joining is Joining.EXISTING
    if relation is Relation.HEAD and (others or is_joining):
        return Problem.TWO_HEADS
    return Problem.SEX_AND_RELATION if contradicts(person, relation) else None


def _choose_sex(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.SEX or touched.value not in _SEXES:
        return state, ()
    return _known(state, replace(person_on_screen(state), sex=touched.value)), ()


def _add_person(state: State, _touched: Touched) -> Step:
    if state.screen is not Screen.NEWCOMERS or len(state.draft.newcomers) >= MOST:
        return state, ()
    return _about(state, key_of(len(state.draft.newcomers)), Screen.GIVEN_NAME), ()


def _mend_person(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.NEWCOMERS or touched.value not in _added(state):
        return state, ()
    return _about(state, touched.value, Screen.GIVEN_NAME), ()


def _remove_person(state: State, touched: Touched) -> Step:
    if state.screen is not Screen.NEWCOMERS or touched.value not in _added(state):
        return state, ()
    left = tuple(person for key, person in everybody(state.draft).items() if key not in {OWN, touched.value})
    answers = tuple(answer for answer in state.draft.answers if not _NO_KEY.fullmatch(answer.ref.person))
    draft = state.draft.with_(newcomers=left, answers=answers, is_everybody=False)
    return reconsidered(state.changed(draft=draft)), ()


def _everybody(state: State, _touched: Touched) -> Step:
    """これで全員: whoever is only half known comes first; one of them leads a household of their own."""
    if state.screen is not Screen.NEWCOMERS:
        return state, ()
    half = (key for key in _added(state) if not is_whole(state, everybody(state.draft)[key]))
    if (key := next(half, None)) is not None:
        return _about(state, key, _missing(state, everybody(state.draft)[key]) or Screen.GIVEN_NAME), ()
    if state.draft.joining is Joining.NEW and not heads(state.draft):
        return _complaining(state, Problem.NO_HEAD), ()
    whole = state.changed(draft=state.draft.with_(is_everybody=True))
    return onward(reconsidered(whole)), ()


def _known(state: State, person: OwnWords) -> State:
    """What follows when one thing more is known of somebody: the next that is missing, or the list again."""
    known = state.changed(draft=with_person(state.draft, person))
    if not state.draft.person:
        return onward(reconsidered(known))
    missing = _missing(known, person, after=state.screen)
    if missing is not None:
        return go(reconsidered(known), missing)
    place = len(state.trail) - 1 - state.trail[::-1].index(Screen.NEWCOMERS)
    listed = known.changed(screen=Screen.NEWCOMERS, trail=state.trail[:place], overlay=Overlay.NONE)
    return reconsidered(replace(listed, draft=replace(listed.draft, person="")))


def _missing(state: State, person: OwnWords, after: Screen | None = None) -> Screen | None:
    """The next thing to be asked of somebody; behind a screen that is gone over again, what stands there too."""
    asked = [Screen.GIVEN_NAME, Screen.BIRTH]
    asked += [Screen.RELATION] * asks_relation(state) + [Screen.SEX] * asks_sex(state, person)
    if after is not None:
        return next(iter(asked[asked.index(after) + 1 :] if after in asked else []), None)
    known = {
        Screen.GIVEN_NAME: bool(person.kana),
        Screen.BIRTH: person.birth is not None,
        Screen.RELATION: person.relation is not None,
        Screen.SEX: bool(person.sex),
    }
    return next((screen for screen in asked if not known[screen]), None)


def _about(state: State, key: str, screen: Screen) -> State:
    return go(state, screen, draft=state.draft.with_(person=key))


def _added(state: State) -> tuple[str, ...]:
    return tuple(key for key in everybody(state.draft) if key != OWN)


def _complaining(state: State, problem: Problem) -> State:
    return state.changed(draft=state.draft.with_(problem=problem))


RULES: dict[Action, Rule] = {
    Action.SET_GIVEN_NAME: _set_given_name,
    Action.SET_BIRTH: _set_birth,
    Action.CHOOSE_RELATION: _choose_relation,
    Action.CHOOSE_SEX: _choose_sex,
    Action.ADD_PERSON: _add_person,
    Action.MEND_PERSON: _mend_person,
    Action.REMOVE_PERSON: _remove_person,
    Action.EVERYBODY: _everybody,
}
