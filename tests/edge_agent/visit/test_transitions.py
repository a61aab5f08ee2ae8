"""The rules of a visit, as its tables say them, and what else is always so."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from edge_agent.visit.draft import ScanNotice
from edge_agent.visit.effects import FetchHousehold, ReportCall, ReportCallWithdrawn
from edge_agent.visit.flows import look
from edge_agent.visit.happenings import (
    Action,
    CallAnswered,
    CardChanged,
    Happening,
    IdleTooLong,
    NobodyThere,
    PlaceClosed,
    PlaceOpened,
    RoomFound,
    RoomRanOut,
    Scanned,
    Touched,
)
from edge_agent.visit.state import (
    Call,
    CallStatus,
    Card,
    CardState,
    Look,
    Overlay,
    Screen,
    Speed,
    State,
    Voice,
    Volume,
)
from edge_agent.visit.transitions import step
from protocol.village.languages import Language

from .places import (
    AT_REST,
    CALLED,
    IN_VISIT,
    LARGE_IN_CONTRAST,
    LEAVABLE,
    PLACES,
    VISIT,
)
from .tables import (
    ALL_HAPPENED,
    ALL_HAPPENINGS,
    ALL_TOUCHES,
    CALL_STATES,
    CALLS,
    HAPPENED,
    VALUES,
    by_place,
    cells,
)
from .tables_of_a_move import OF_A_MOVE, WHERE_IT_BELONGS
from .tables_of_touches import TOUCHES, TOUCHES_AFTER_IT, TOUCHES_UNDER_AN_OVERLAY, TOUCHES_WITH_A_CARD


def touch(state: State, action: Action) -> Touched:
    """A touch on the newest page, with the value that this action needs."""
    return Touched(action, state.revision, VALUES.get(action, ""), visit="visit-2")


def place_of(state: State) -> str:
    """Screen and overlay as the tables write them."""
    return state.screen.value if state.overlay is Overlay.NONE else f"{state.screen}/{state.overlay}"


def outcome(before: State, after: State) -> str:
    """What the tables say of a step."""
    if after is before:
        return "-"
    return "+" if place_of(before) == place_of(after) else place_of(after)


def arrive(state: State, *happenings: Happening) -> State:
    """The state after some happenings, whatever they ask to be done."""
    for happening in happenings:
        state, _ = step(state, happening)
    return state


def rest_of(before: State, after: State) -> State:
    """Nothing but what has to be so when nobody is there."""
    screen = Screen.TAKE_CARD if before.card.is_present else Screen.ATTRACT
    return State(screen, revision=after.revision, card=before.card)


def test_the_tables_know_every_screen_overlay_action_and_happening() -> None:
    for touches in (TOUCHES, TOUCHES_UNDER_AN_OVERLAY, TOUCHES_WITH_A_CARD, TOUCHES_AFTER_IT):
        assert {row for row, _, _ in cells(touches)} | set(WHERE_IT_BELONGS) == set(Action)
    assert {state.screen for state in PLACES.values()} == set(Screen)
    assert {state.overlay for state in PLACES.values()} == set(Overlay)
    known = {type(happening) for happening in ALL_HAPPENED.values()} | {Touched} | OF_A_MOVE
    assert known == set(Happening.__args__)
    assert {row for row, _, _ in ALL_HAPPENINGS + cells(CALLS)} == set(ALL_HAPPENED) | {"call-staff", "withdraw-call"}


@pytest.mark.parametrize("place", by_place(ALL_TOUCHES))
def test_touches_lead_where_the_table_says(place: str) -> None:
    led = {}
    for action in by_place(ALL_TOUCHES)[place]:
        called = replace(PLACES[place], call=CALLED)
        before = called if action == Action.WITHDRAW_CALL else PLACES[place]
        led[action] = outcome(before, step(before, touch(before, Action(action)))[0])
    assert led == by_place(ALL_TOUCHES)[place]


@pytest.mark.parametrize("place", by_place(ALL_HAPPENINGS))
def test_happenings_lead_where_the_table_says(place: str) -> None:
    expected, led = by_place(ALL_HAPPENINGS)[place], {}
    asks = {("identified", "checking"), ("confirmed", "face-to-face")}
    for happening in expected:
        after, effects = step(PLACES[place], ALL_HAPPENED[happening])
        led[happening] = outcome(PLACES[place], after)
        assert effects == ((FetchHousehold(VISIT),) if (happening, place) in asks else ()), happening
    assert led == expected


@pytest.mark.parametrize(("happening", "call", "expected"), cells(CALLS))
@pytest.mark.parametrize("place", ["attract", "closed", "events", "preparing"])
def test_a_call_becomes_what_the_table_says(place: str, happening: str, call: str, expected: str) -> None:
    before = replace(PLACES[place], call=CALL_STATES[call])
    happened = HAPPENED.get(happening) or touch(before, Action(happening))
    after, effects = step(before, happened)
    status, _, report = expected.partition("+")
    reports = {"": (), "call": (ReportCall(before.screen),), "withdrawal": (ReportCallWithdrawn("call-1"),)}
    assert (after.call, effects) == (CALL_STATES[call if status == "-" else status], reports[report])
    assert outcome(before, after) == ("-" if status == "-" else "+")


@pytest.mark.parametrize("place", PLACES)
def test_a_touch_on_an_outdated_page_changes_nothing(place: str) -> None:
    before = replace(PLACES[place], revision=7, touchable_from=7, call=CALLED)
    for action, revision in itertools.product(Action, (6, 8)):
        assert step(before, replace(touch(before, action), revision=revision)) == (before, ()), action


@pytest.mark.parametrize("added", [Scanned(ScanNotice.SENT), CardChanged(Card())], ids=["a code", "the card gone"])
def test_a_word_that_is_added_while_somebody_touches_does_not_lose_the_touch(added: Happening) -> None:
    page = replace(PLACES["town"], card=Card(CardState.USABLE, "p1"))
    after, _ = step(step(page, added)[0], touch(page, Action.CHOOSE_TOWN))
    assert after.screen is not Screen.TOWN


@pytest.mark.parametrize("place", PLACES)
def test_a_double_tap_calls_staff_once(place: str) -> None:
    before = PLACES[place]
    tap = touch(before, Action.CALL_STAFF)
    once, effects = step(before, tap)
    assert effects == (ReportCall(before.screen),)
    assert step(once, tap) == (once, ())
    assert step(once, touch(once, Action.CALL_STAFF)) == (once, ())


def test_a_double_tap_begins_one_visit() -> None:
    before = PLACES["attract"]
    first, second = (replace(touch(before, Action.START), visit=visit) for visit in ("visit-1", "visit-2"))
    assert arrive(before, first, second).visit == "visit-1"


def test_a_visit_without_an_id_does_not_begin() -> None:
    before = PLACES["attract"]
    assert step(before, Touched(Action.START, before.revision)) == (before, ())


def test_no_life_event_is_no_choice() -> None:
    before = PLACES["events"]
    assert step(before, Touched(Action.CHOOSE_EVENT, before.revision)) == (before, ())


def test_the_chosen_life_event_is_remembered_and_the_way_back_too() -> None:
    after = arrive(PLACES["events"], touch(PLACES["events"], Action.CHOOSE_EVENT))
    assert (after.life_event, after.trail, after.visit) == ("moving-in", (Screen.EVENTS,), VISIT)


@pytest.mark.parametrize("place", IN_VISIT)
def test_quitting_is_possible_from_everywhere_and_leaves_nothing_behind(place: str) -> None:
    state = replace(PLACES[place], look=LARGE_IN_CONTRAST)
    for action in (Action.QUIT, Action.QUIT_FOR_SURE):
        state = arrive(state, touch(state, action))
    assert state == rest_of(PLACES[place], state)
    assert state.revision > PLACES[place].revision


@pytest.mark.parametrize("place", LEAVABLE)
def test_a_resident_who_left_leaves_nothing_behind(place: str) -> None:
    after = arrive(replace(PLACES[place], look=LARGE_IN_CONTRAST), IdleTooLong(), NobodyThere())
    assert after == rest_of(PLACES[place], after)


@pytest.mark.parametrize("place", AT_REST)
def test_a_look_that_nobody_used_for_a_visit_is_put_back_after_a_while(place: str) -> None:
    after = arrive(replace(PLACES[place], look=LARGE_IN_CONTRAST), IdleTooLong())
    assert after == State(PLACES[place].screen, revision=after.revision, card=PLACES[place].card)


def test_the_look_chosen_before_the_visit_stays_for_it() -> None:
    before = replace(PLACES["attract/look"], look=LARGE_IN_CONTRAST)
    assert arrive(before, touch(before, Action.START)).look == LARGE_IN_CONTRAST


def test_text_and_colours_are_chosen_by_themselves() -> None:
    state = PLACES["events/look"]
    for action in (Action.SET_TEXT, Action.SET_THEME):
        state = arrive(state, touch(state, action))
    assert (state.look, state.overlay) == (LARGE_IN_CONTRAST, Overlay.LOOK)


def test_language_readings_and_voice_are_chosen_by_themselves() -> None:
    state = PLACES["attract/languages"]
    for action in (Action.SET_READINGS, Action.SET_VOICE, Action.SET_SPEED, Action.SET_VOLUME):
        state = arrive(state, touch(state, action))
        assert state.overlay is Overlay.LANGUAGES
    state = arrive(state, touch(state, Action.SET_LANGUAGE))
    assert state.overlay is Overlay.NONE
    assert state.look == Look(
        language=Language.VIETNAMESE, has_readings=True, voice=Voice(is_on=True, speed=Speed.SLOW, volume=Volume.HIGH)
    )


@pytest.mark.parametrize("action", sorted(action for action in look.RULES if action.startswith("set-")))
@pytest.mark.parametrize("value", ["", "huge", "LARGE"])
def test_a_look_that_does_not_exist_is_not_taken(action: Action, value: str) -> None:
    before = PLACES["events"]
    assert step(before, Touched(action, before.revision, value)) == (before, ())


@pytest.mark.parametrize("place", LEAVABLE)
@pytest.mark.parametrize("call", ["calling", "buffered"])
def test_a_call_that_nobody_answered_outlives_the_visit_and_can_still_be_answered_or_withdrawn(
    place: str, call: str
) -> None:
    before = replace(PLACES[place], call=CALL_STATES[call])
    rest = arrive(before, IdleTooLong(), NobodyThere(), IdleTooLong())
    assert (rest.screen, rest.call) == (rest_of(before, rest).screen, CALL_STATES[call])
    assert arrive(rest, CallAnswered("call-1")).call.status is CallStatus.COMING
    assert step(rest, touch(rest, Action.WITHDRAW_CALL))[1] == (ReportCallWithdrawn("call-1"),)


def test_the_next_resident_sees_the_open_call_and_takes_it_along() -> None:
    rest = replace(PLACES["attract"], call=CALLED)
    assert arrive(rest, touch(rest, Action.START)).call == CALLED


@pytest.mark.parametrize("place", LEAVABLE)
def test_an_answered_call_ends_with_the_visit(place: str) -> None:
    before = replace(PLACES[place], call=CALL_STATES["coming"])
    assert arrive(before, IdleTooLong(), NobodyThere()).call == Call()


@pytest.mark.parametrize("place", AT_REST)
def test_an_answered_call_outside_a_visit_is_shown_for_a_while(place: str) -> None:
    before = replace(PLACES[place], call=CALL_STATES["coming"])
    after = arrive(before, IdleTooLong())
    assert (after.call, after.screen) == (Call(), before.screen)


@pytest.mark.parametrize("ending", [PlaceClosed(), RoomRanOut()])
@pytest.mark.parametrize("place", LEAVABLE)
def test_a_visit_may_be_finished_when_no_new_one_may_begin(place: str, ending: Happening) -> None:
    during = arrive(PLACES[place], ending)
    assert during is PLACES[place]
    after = arrive(during, touch(during, Action.QUIT), IdleTooLong(), NobodyThere(), CardChanged(Card()), ending)
    assert after.screen in {Screen.CLOSED, Screen.FULL}
    assert arrive(after, touch(after, Action.START)) is after


@pytest.mark.parametrize(("ending", "beginning"), [(PlaceClosed(), PlaceOpened()), (RoomRanOut(), RoomFound())])
def test_a_call_and_a_look_stay_when_the_place_closes_and_opens_again(ending: Happening, beginning: Happening) -> None:
    before = replace(PLACES["attract/look"], look=LARGE_IN_CONTRAST, call=CALLED)
    after = arrive(before, ending, beginning)
    assert after == replace(before, overlay=Overlay.NONE, revision=before.revision + 2)
