"""The rules of a visit, as tables: what comes of every touch and every happening wherever the visit may be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edge_agent.visit.happenings import (
    Action,
    CallAnswered,
    CallDelivered,
    CallStored,
    Happening,
    IdleTooLong,
    NobodyThere,
    PlaceClosed,
    PlaceOpened,
    ReportCall,
    ReportCallWithdrawn,
    RoomFound,
    RoomRanOut,
    Touched,
)
from edge_agent.visit.state import Call, CallStatus, Look, Overlay, Screen, State, TextSize, Theme
from edge_agent.visit.transitions import step

VISIT = "visit-1"
CALLED = Call(CallStatus.CALLING, "call-1")
LARGE_IN_CONTRAST = Look(TextSize.LARGE, Theme.CONTRAST)
PREPARING = State(Screen.PREPARING, visit=VISIT, trail=(Screen.EVENTS,), life_event="moving-in")

PLACES = {
    "attract": State(Screen.ATTRACT),
    "attract/look": State(Screen.ATTRACT, overlay=Overlay.LOOK),
    "closed": State(Screen.CLOSED),
    "full": State(Screen.FULL),
    "events": State(Screen.EVENTS, visit=VISIT),
    "events/look": State(Screen.EVENTS, visit=VISIT, overlay=Overlay.LOOK),
    "events/quit": State(Screen.EVENTS, visit=VISIT, overlay=Overlay.QUIT),
    "events/still-there": State(Screen.EVENTS, visit=VISIT, overlay=Overlay.STILL_THERE),
    "preparing": PREPARING,
    "preparing/look": replace(PREPARING, overlay=Overlay.LOOK),
}
IN_VISIT = [place for place, state in PLACES.items() if state.visit]
AT_REST = [place for place, state in PLACES.items() if not state.visit]

# Where a touch leads; 「-」: nothing changes; 「+」: the place stays, what is shown on it changes.
TOUCHES = """
               attract       closed       full       events       preparing
start          events        -            -          -            -
choose-event   -             -            -          preparing    -
back           -             -            -          attract      events
quit           -             -            -          events/quit  preparing/quit
quit-for-sure  -             -            -          attract      attract
stay           -             -            -          -            -
close-overlay  -             -            -          -            -
call-staff     +             +            +          +            +
withdraw-call  +             +            +          +            +
show-look      attract/look  closed/look  full/look  events/look  preparing/look
set-text       +             +            +          +            +
set-theme      +             +            +          +            +
"""

TOUCHES_UNDER_AN_OVERLAY = """
               attract/look  events/look  preparing/look  events/quit  events/still-there
start          events        -            -               -            -
choose-event   -             preparing    -               -            -
back           -             attract      events          -            -
quit           -             events/quit  preparing/quit  -            -
quit-for-sure  -             attract      attract         attract      attract
stay           -             events       preparing       -            events
close-overlay  attract       events       preparing       events       -
call-staff     +             +            +               +            +
withdraw-call  +             +            +               -            -
show-look      attract       events       preparing       -            -
set-text       +             +            +               -            -
set-theme      +             +            +               -            -
"""

HAPPENINGS = """
               attract  attract/look  closed   full     events              preparing              events/still-there
idle-too-long  -        attract       -        -        events/still-there  preparing/still-there  -
nobody-there   -        -             -        -        -                   -                      attract
place-opened   -        -             attract  attract  -                   -                      -
place-closed   closed   closed        -        closed   -                   -                      -
room-ran-out   full     full          full     -        -                   -                      -
room-found     -        -             attract  attract  -                   -                      -
"""

# What becomes of the call, and what is reported; 「-」: nothing changes.
CALLS = """
                none              storing   calling          buffered         coming
call-staff      storing+call      -         -                -                storing+call
withdraw-call   -                 -         none+withdrawal  none+withdrawal  none+withdrawal
stored          -                 calling   -                -                -
stored-offline  -                 buffered  -                -                -
delivered       -                 -         -                calling          -
answered        -                 -         coming           coming           -
answered-other  -                 -         -                -                -
answered-none   -                 -         -                -                -
"""

CALL_STATES = {
    "none": Call(),
    "storing": Call(CallStatus.CALLING),
    "calling": CALLED,
    "buffered": Call(CallStatus.BUFFERED, "call-1"),
    "coming": Call(CallStatus.COMING, "call-1"),
}
HAPPENED: dict[str, Happening] = {
    "idle-too-long": IdleTooLong(),
    "nobody-there": NobodyThere(),
    "place-opened": PlaceOpened(),
    "place-closed": PlaceClosed(),
    "room-ran-out": RoomRanOut(),
    "room-found": RoomFound(),
    "stored": CallStored("call-1", is_offline=False),
    "stored-offline": CallStored("call-1", is_offline=True),
    "delivered": CallDelivered(),
    "answered": CallAnswered("call-1"),
    "answered-other": CallAnswered("call-2"),
    "answered-none": CallAnswered(""),
}
VALUES = {Action.CHOOSE_EVENT: "moving-in", Action.SET_TEXT: "large", Action.SET_THEME: "contrast"}


def cells(table: str) -> list[tuple[str, str, str]]:
    """Row, column and cell of a table that spaces line up."""
    head, *rows = (line.split() for line in table.strip("\n").splitlines())
    return [(row[0], column, cell) for row in rows for column, cell in zip(head, row[1:], strict=True)]


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


def test_the_tables_know_every_screen_overlay_action_and_happening() -> None:
    touched = {row for row, _, _ in cells(TOUCHES)}
    assert touched == {row for row, _, _ in cells(TOUCHES_UNDER_AN_OVERLAY)} == set(Action)
    assert {state.screen for state in PLACES.values()} == set(Screen)
    assert {state.overlay for state in PLACES.values()} == set(Overlay)
    assert {type(happening) for happening in HAPPENED.values()} | {Touched} == set(Happening.__args__)
    assert {row for row, _, _ in cells(HAPPENINGS) + cells(CALLS)} >= set(HAPPENED)


@pytest.mark.parametrize(("action", "place", "expected"), cells(TOUCHES) + cells(TOUCHES_UNDER_AN_OVERLAY))
def test_a_touch_leads_where_the_table_says(action: str, place: str, expected: str) -> None:
    before = PLACES[place]
    if action == Action.WITHDRAW_CALL:
        before = replace(before, call=CALLED)
    after, _ = step(before, touch(before, Action(action)))
    assert outcome(before, after) == expected


@pytest.mark.parametrize(("happening", "place", "expected"), cells(HAPPENINGS))
def test_a_happening_leads_where_the_table_says(happening: str, place: str, expected: str) -> None:
    after, effects = step(PLACES[place], HAPPENED[happening])
    assert (outcome(PLACES[place], after), effects) == (expected, ())


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
@pytest.mark.parametrize("action", Action)
def test_a_touch_on_an_outdated_page_changes_nothing(place: str, action: Action) -> None:
    before = replace(PLACES[place], revision=7, call=CALLED)
    for revision in (6, 8):
        assert step(before, replace(touch(before, action), revision=revision)) == (before, ())


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
    assert state == State(Screen.ATTRACT, revision=state.revision)
    assert state.revision > PLACES[place].revision


@pytest.mark.parametrize("place", IN_VISIT)
def test_a_resident_who_left_leaves_nothing_behind(place: str) -> None:
    after = arrive(replace(PLACES[place], look=LARGE_IN_CONTRAST), IdleTooLong(), NobodyThere())
    assert after == State(Screen.ATTRACT, revision=after.revision)


@pytest.mark.parametrize("place", AT_REST)
def test_a_look_that_nobody_used_for_a_visit_is_put_back_after_a_while(place: str) -> None:
    after = arrive(replace(PLACES[place], look=LARGE_IN_CONTRAST), IdleTooLong())
    assert after == State(PLACES[place].screen, revision=after.revision)


def test_the_look_chosen_before_the_visit_stays_for_it() -> None:
    before = replace(PLACES["attract/look"], look=LARGE_IN_CONTRAST)
    assert arrive(before, touch(before, Action.START)).look == LARGE_IN_CONTRAST


def test_text_and_colours_are_chosen_by_themselves() -> None:
    state = PLACES["events/look"]
    for action in (Action.SET_TEXT, Action.SET_THEME):
        state = arrive(state, touch(state, action))
    assert (state.look, state.overlay) == (LARGE_IN_CONTRAST, Overlay.LOOK)


@pytest.mark.parametrize("action", [Action.SET_TEXT, Action.SET_THEME])
@pytest.mark.parametrize("value", ["", "huge", "LARGE"])
def test_a_look_that_does_not_exist_is_not_taken(action: Action, value: str) -> None:
    before = PLACES["events"]
    assert step(before, Touched(action, before.revision, value)) == (before, ())


@pytest.mark.parametrize("place", IN_VISIT)
@pytest.mark.parametrize("call", ["calling", "buffered"])
def test_a_call_that_nobody_answered_outlives_the_visit_and_can_still_be_answered_or_withdrawn(
    place: str, call: str
) -> None:
    before = replace(PLACES[place], call=CALL_STATES[call])
    rest = arrive(before, IdleTooLong(), NobodyThere(), IdleTooLong())
    assert (rest.screen, rest.call) == (Screen.ATTRACT, CALL_STATES[call])
    assert arrive(rest, CallAnswered("call-1")).call.status is CallStatus.COMING
    assert step(rest, touch(rest, Action.WITHDRAW_CALL))[1] == (ReportCallWithdrawn("call-1"),)


def test_the_next_resident_sees_the_open_call_and_takes_it_along() -> None:
    rest = replace(PLACES["attract"], call=CALLED)
    assert arrive(rest, touch(rest, Action.START)).call == CALLED


@pytest.mark.parametrize("place", IN_VISIT)
def test_an_answered_call_ends_with_the_visit(place: str) -> None:
    before = replace(PLACES[place], call=CALL_STATES["coming"])
    assert arrive(before, IdleTooLong(), NobodyThere()).call == Call()


@pytest.mark.parametrize("place", AT_REST)
def test_an_answered_call_outside_a_visit_is_shown_for_a_while(place: str) -> None:
    before = replace(PLACES[place], call=CALL_STATES["coming"])
    after = arrive(before, IdleTooLong())
    assert (after.call, after.screen) == (Call(), before.screen)


@pytest.mark.parametrize("ending", [PlaceClosed(), RoomRanOut()])
@pytest.mark.parametrize("place", IN_VISIT)
def test_a_visit_may_be_finished_when_no_new_one_may_begin(place: str, ending: Happening) -> None:
    during = arrive(PLACES[place], ending)
    assert during is PLACES[place]
    after = arrive(during, touch(during, Action.QUIT), IdleTooLong(), NobodyThere(), ending)
    assert after.screen in {Screen.CLOSED, Screen.FULL}
    assert arrive(after, touch(after, Action.START)) is after


@pytest.mark.parametrize(("ending", "beginning"), [(PlaceClosed(), PlaceOpened()), (RoomRanOut(), RoomFound())])
def test_a_call_and_a_look_stay_when_the_place_closes_and_opens_again(ending: Happening, beginning: Happening) -> None:
    before = replace(PLACES["attract/look"], look=LARGE_IN_CONTRAST, call=CALLED)
    after = arrive(before, ending, beginning)
    assert after == replace(before, overlay=Overlay.NONE, revision=before.revision + 2)
