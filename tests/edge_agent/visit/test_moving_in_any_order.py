"""Whatever is touched in whatever order on the way through a move: it stays whole."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from edge_agent.visit.application import application_of
from edge_agent.visit.draft import CardTextNotice, Draft, OwnWords
from edge_agent.visit.effects import Submit
from edge_agent.visit.flows.course import applies, next_screen
from edge_agent.visit.guide import open_question
from edge_agent.visit.happenings import (
    Action,
    ApplicationNotStored,
    ApplicationStored,
    CardChanged,
    CardTextAsked,
    CardTextFailed,
    CardTextPinGiven,
    CardTextRead,
    Happening,
    IdleTooLong,
    InkGiven,
    Touched,
)
from edge_agent.visit.state import Card, Overlay, Screen, State
from edge_agent.visit.transitions import step
from protocol.wire.codec import decode, encode
from protocol.wire.messages.applications import ApplicationMade

from .farther import PARTED, arrived, arriving, changed, changing, leading, left, left_for_abroad
from .moving import LYING, TODAY, at_household, at_no_household, at_review, at_sign, stranger_at_review
from .test_signing import SIGNATURE

OWN = OwnWords("道志　次郎", birth=TODAY.replace(year=1990), sex="male", is_from_card=True)
KEYS = st.sampled_from(["m1", "m2", "m3", "m4", "m9"])
VALUES: dict[Action, st.SearchStrategy[str]] = {
    Action.CHOOSE_PERSON: KEYS,
    Action.CHOOSE_REMAINING_HEAD: KEYS,
    Action.CHOOSE_HEAD: KEYS,
    Action.CHOOSE_TOWN: st.sampled_from(["板橋", "", "東京"]),
    Action.SET_LOT: st.sampled_from(["6181-1", "100-2", "x"]),
    Action.SET_BUILDING: st.sampled_from(["", "はなれ"]),
    Action.SET_DAY: st.sampled_from(["R8.3.25", "R8.3.1", "R8.4.2", "R8.2.30", ""]),
    Action.CHOOSE_JOINING: st.sampled_from(["new", "existing", "unknown", ""]),
    Action.SET_TELEPHONE: st.sampled_from(["", "0312345678", "1"]),
    Action.SET_NAME: st.sampled_from(["ドウシ　ジロウ", "道志"]),
    Action.SET_MOVERS: st.sampled_from(["1", "2", "0"]),
    Action.ANSWER: st.sampled_from(["no", "yes", "unknown", "", "0", "NONE", "each"]),
    Action.SET_JOINED_HEAD: st.sampled_from(["", "オオムロ　ケン", "ドウシ　タロウ"]),
    Action.CHOOSE_CHANGE: st.sampled_from(["BUNRI", "GAPPEI", "KOSEI", "NUSHI"]),
    Action.SET_LIVELIHOOD: st.sampled_from(["yes", "no"]),
    Action.CHOOSE_PREFECTURE: st.sampled_from(["東京都", "山梨県", "江戸"]),
    Action.CHOOSE_MUNICIPALITY: st.sampled_from(["世田谷区", "南都留郡道志村", "都留市"]),
    Action.CHOOSE_COUNTRY: st.sampled_from(["DE", "other"]),
    Action.SET_COUNTRY: st.sampled_from(["モンゴル", "x"]),
    Action.SET_WITH_CARD: st.sampled_from(["yes", "no"]),
    Action.SET_GIVEN_NAME: st.sampled_from(["ドウシ　ハル", "ドウシ"]),
    Action.SET_BIRTH: st.sampled_from(["H3.5.5", "R8.3.28", "R8.4.2", "1985.1.7", "1085.1.7"]),
    Action.CHOOSE_RELATION: st.sampled_from(["head", "wife", "husband", "child", "other"]),
    Action.CHOOSE_SEX: st.sampled_from(["male", "female", "unknown"]),
    Action.MEND_PERSON: st.sampled_from(["n1", "n2", "own"]),
    Action.REMOVE_PERSON: st.sampled_from(["n1", "n2"]),
    Action.CHANGE: st.sampled_from(
        [
            "people",
            "address",
            "moved-on",
            "joining",
            "head",
            "telephone",
            "answers",
            "name",
            "movers",
            "remaining-head",
            "elsewhere",
            "country",
            "with-card",
            "change",
            "joined-head",
            "birth",
            "relation",
            "newcomers",
        ]
    ),
}
ON_THE_WAY = [
    *VALUES, Action.NEXT, Action.NEXT, Action.BACK, Action.BACK, Action.ANSWER, Action.ANSWER, Action.CHANGE,
    Action.ADD_PERSON, Action.EVERYBODY, Action.AGREE_ALERT, Action.MEND_ALERT, Action.SIGN, Action.AGREE_SAME_ADDRESS,
    Action.CHOOSE_ALL, Action.READ_CARD_TEXT, Action.AGREE_LAST_TRY, Action.FOR_ANOTHER,
]  # fmt: skip
TOUCHES = st.sampled_from(ON_THE_WAY).flatmap(
    lambda action: st.builds(Touched, st.just(action), st.just(0), VALUES.get(action, st.just("")))
)
HAPPENINGS: st.SearchStrategy[Happening] = st.one_of(
    TOUCHES,
    TOUCHES,
    TOUCHES,
    TOUCHES,
    st.sampled_from([CardChanged(LYING), CardChanged(Card()), CardTextAsked("card-1", 1), CardTextAsked("card-1", 3)]),
    st.sampled_from([CardTextPinGiven(0), CardTextRead(OWN), CardTextFailed("card-1", CardTextNotice.WRONG, 1)]),
    st.sampled_from([InkGiven(0, SIGNATURE), ApplicationNotStored(), ApplicationStored("1-001", "event-1", True)]),
)
BEGINNINGS = st.sampled_from(
    [
        at_household(),
        at_no_household(card=LYING),
        at_review("m1", "m2", "m3", "m4"),
        at_review("m3"),
        at_sign("m3"),
        stranger_at_review(2),
        left("m1", "m3"),
        left_for_abroad(),
        changed("BUNRI", *PARTED),
        changing("NUSHI"),
        arriving(None),
        leading(),
        arrived(),
    ]
)
COMPLETE = {Screen.REVIEW, Screen.SIGN}


def happen(state: State, happening: Happening) -> State:
    """One step on the newest page."""
    if isinstance(happening, Touched | CardTextPinGiven | InkGiven):
        happening = replace(happening, revision=state.revision)
    after, effects = step(state, happening)
    assert after is state or after.revision > state.revision
    assert (Submit() in effects) <= (after.screen is Screen.SIGN and after.draft.ink is not None)
    return after


def is_whole(state: State) -> bool:
    """Whether what is shown has all that it shows."""
    if state.screen in COMPLETE:
        made = application_of(state).made
        assert decode(encode(made), ApplicationMade) == made
        assert any(party.moves for party in made.people)
        return next_screen(state) is Screen.REVIEW
    if state.screen is Screen.QUESTION:
        return open_question(state) is not None
    if state.screen is Screen.DONE:
        return state.draft == Draft() and state.household is None
    if state.screen is Screen.NAME:
        return state.household is None
    return applies(state, state.screen)


@settings(max_examples=60, deadline=None)
@given(BEGINNINGS, st.lists(HAPPENINGS, max_size=25))
def test_the_check_page_and_the_pad_are_shown_only_when_nothing_is_missing(
    state: State, order: list[Happening]
) -> None:
    for happening in order:
        state = happen(state, happening)
        assert is_whole(state)
        assert len(state.trail) < 40


@settings(max_examples=30, deadline=None)
@given(BEGINNINGS, st.lists(HAPPENINGS, max_size=25))
def test_back_always_leads_out_unless_nobody_is_chosen_to_move(state: State, order: list[Happening]) -> None:
    for happening in order:
        state = happen(state, happening)
    for _ in range(60):
        if state.screen in {Screen.EVENTS, Screen.DONE} or state.is_resting:
            return
        state = happen(state, Touched(Action.BACK, 0))
    assert (state.screen, state.chosen) == (Screen.HOUSEHOLD, frozenset())


@settings(max_examples=30, deadline=None)
@given(BEGINNINGS, st.lists(HAPPENINGS, max_size=15))
def test_silence_is_always_asked_about(state: State, order: list[Happening]) -> None:
    for happening in order:
        state = happen(state, happening)
    assert state.is_resting or happen(state, IdleTooLong()).overlay is Overlay.STILL_THERE
