"""Whatever is touched in whatever order after a birth, a death, or in what is only guided: it stays whole."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from edge_agent.visit.application import application_of
from edge_agent.visit.effects import Submit
from edge_agent.visit.flows.course import applies, next_screen
from edge_agent.visit.guide import open_question
from edge_agent.visit.happenings import Action, Touched
from edge_agent.visit.state import Screen, State
from edge_agent.visit.transitions import step
from protocol.wire.codec import decode, encode
from protocol.wire.messages.applications import ApplicationMade

from .occasions import alone, born, died, died_elsewhere, entered, guided, unknown_to_the_registry

ROWS = (
    "people", "deceased", "role", "newborns", "born-on", "newborn-sex", "newborn-name", "also", "moved-on", "name",
    "movers", "remaining-head", "telephone", "answers",
)  # fmt: skip
VALUES: dict[Action, st.SearchStrategy[str]] = {
    Action.CHOOSE_PERSON: st.sampled_from(["m1", "m2", "m3", "m9"]),
    Action.CHOOSE_REMAINING_HEAD: st.sampled_from(["m1", "m2", "m3"]),
    Action.SET_DECEASED: st.sampled_from(["オオムロ", "x"]),
    Action.SET_NAME: st.just("ドウシ"),
    Action.SET_MOVERS: st.sampled_from(["1", "2"]),
    Action.CHOOSE_ROLE: st.sampled_from(["self", "family", "relative", "agent", "guardian", "x"]),
    Action.SET_NEWBORNS: st.sampled_from(["1", "2", "4"]),
    Action.SET_BORN_ON: st.sampled_from(["R8.3.30", "R8.4.2", ""]),
    Action.SET_NEWBORN_SEX: st.sampled_from(["male", "unknown", "x"]),
    Action.SET_NEWBORN_NAME: st.sampled_from(["ハナ", "", "x"]),
    Action.SET_DAY: st.sampled_from(["R8.3.25", "R8.4.2", ""]),
    Action.TOGGLE_EVENT: st.sampled_from(["SHUSSHO", "HOKEN", "MYNUMBER", "INKAN"]),
    Action.SET_TELEPHONE: st.sampled_from(["", "1"]),
    Action.ANSWER: st.sampled_from(["no", "yes", "unknown", "", "NONE", "0", "SHAHO"]),
    Action.CHANGE: st.sampled_from(ROWS),
}
ACTIONS = [
    *VALUES, Action.NEXT, Action.NEXT, Action.NEXT, Action.BACK, Action.BACK, Action.ANSWER, Action.CHANGE,
    Action.NOT_LISTED, Action.SHOW_ALSO, Action.SIGN, Action.CHOOSE_ALL,
]  # fmt: skip
TOUCHES = st.sampled_from(ACTIONS).flatmap(lambda action: st.tuples(st.just(action), VALUES.get(action, st.just(""))))
BEGINNINGS = st.sampled_from(
    [
        entered("SHUSSHO"), entered("SHIBO"), entered("HOKEN"), entered("SHIBO", alone()), entered("KAIGO", alone()),
        unknown_to_the_registry("SHUSSHO"), unknown_to_the_registry("SHIBO"), unknown_to_the_registry("RIKON"),
        born(), died(), died_elsewhere(), guided("KONIN"), guided("MYNUMBER", "m1"),
    ]
)  # fmt: skip


def happen(state: State, action: Action, value: str) -> State:
    """One touch on the newest page."""
    after, effects = step(state, Touched(action, state.revision, value))
    assert after is state or after.revision > state.revision
    assert (Submit() in effects) == (action is Action.SIGN and after is not state and after.screen is Screen.REVIEW)
    return after


def is_whole(state: State) -> bool:
    """Whether what is shown has all that it shows."""
    if state.screen in {Screen.REVIEW, Screen.SIGN}:
        made = application_of(state).made
        assert decode(encode(made), ApplicationMade) == made
        keys = {party.key for party in made.people}
        assert all(keys >= {*(each.movers or ()), *(each.members or ())} for each in made.occurrences)
        return next_screen(state) is Screen.REVIEW
    if state.screen is Screen.QUESTION:
        return open_question(state) is not None
    if state.screen in {Screen.NEWBORN_SEX, Screen.NEWBORN_NAME}:
        return state.draft.newborn < len(state.draft.newborns)
    return applies(state, state.screen)


@settings(max_examples=80, deadline=None)
@given(BEGINNINGS, st.lists(TOUCHES, max_size=30))
def test_the_check_page_is_shown_only_when_nothing_is_missing(state: State, order: list[tuple[Action, str]]) -> None:
    for action, value in order:
        state = happen(state, action, value)
        assert is_whole(state)
        assert len(state.trail) < 40


@settings(max_examples=40, deadline=None)
@given(BEGINNINGS, st.lists(TOUCHES, max_size=30))
def test_back_always_leads_out_unless_nobody_is_chosen(state: State, order: list[tuple[Action, str]]) -> None:
    for action, value in order:
        state = happen(state, action, value)
    for _ in range(70):
        if state.screen is Screen.EVENTS or state.is_resting:
            return
        state = happen(state, Action.BACK, "")
    assert (state.screen, state.chosen) == (Screen.HOUSEHOLD, frozenset())
