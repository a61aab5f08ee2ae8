"""Whatever happens in whatever order: a visit stays sound and can be quit."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

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
from edge_agent.visit.state import Call, CallStatus, Look, Overlay, Screen, State
from edge_agent.visit.transitions import Step, step

RESTING = {Screen.ATTRACT, Screen.CLOSED, Screen.FULL}
CALLS = st.sampled_from(["", "call-1", "call-2"])
VALUES = st.sampled_from(["", "moving-in", "standard", "large", "largest", "contrast", "<b>"])

# The revision of a touch is written as how far its page lies behind.
TOUCHES = st.builds(
    Touched,
    st.sampled_from(Action),
    st.sampled_from([0, 0, 0, 1, -1]),
    VALUES,
    st.sampled_from(["visit-1", "visit-2", ""]),
)
HAPPENINGS: st.SearchStrategy[Happening] = st.one_of(
    TOUCHES,
    TOUCHES,
    st.sampled_from([IdleTooLong(), NobodyThere(), PlaceOpened(), PlaceClosed(), RoomRanOut(), RoomFound()]),
    st.builds(CallStored, CALLS, st.booleans()),
    st.just(CallDelivered()),
    st.builds(CallAnswered, CALLS),
)
ORDERS = st.lists(HAPPENINGS, max_size=40)


def happen(state: State, happening: Happening) -> Step:
    """One step; the touch is on the page it was written to be on."""
    if isinstance(happening, Touched):
        happening = replace(happening, revision=state.revision - happening.revision)
    return step(state, happening)


def steps(order: list[Happening]) -> list[tuple[State, Step]]:
    """Every step of an order, with the state before it."""
    state, taken = State(), []
    for happening in order:
        taken.append((state, happen(state, happening)))
        state = taken[-1][1][0]
    return taken


def after(order: list[Happening]) -> State:
    """Where an order ends."""
    return steps(order)[-1][1][0] if order else State()


@given(ORDERS)
def test_a_revision_stands_for_one_state_and_never_goes_back(order: list[Happening]) -> None:
    for before, (state, _) in steps(order):
        assert state is before or state.revision == before.revision + 1


@given(ORDERS)
def test_something_is_asked_to_be_done_only_when_something_changed(order: list[Happening]) -> None:
    for before, (state, effects) in steps(order):
        match effects:
            case ():
                assert before.call != Call() or state.call == Call()
            case (ReportCall(screen=screen),):
                assert (before.call, state.call, screen) == (Call(), Call(CallStatus.CALLING), before.screen)
            case (ReportCallWithdrawn(call=call),):
                assert (before.call.id, state.call) == (call, Call())
            case _:
                raise AssertionError(effects)


@given(ORDERS)
def test_nothing_of_a_visit_is_left_when_nobody_is_there(order: list[Happening]) -> None:
    for before, (state, _) in steps(order):
        assert state.is_resting == (state.screen in RESTING)
        if state.is_resting:
            assert (state.trail, state.life_event) == ((), "")
            assert state.overlay in {Overlay.NONE, Overlay.LOOK}
        if state.is_resting and not before.is_resting:
            assert (state.look, state.overlay) == (Look(), Overlay.NONE)


@given(ORDERS)
def test_quitting_always_leads_to_rest(order: list[Happening]) -> None:
    state = after(order)
    for action in (Action.QUIT, Action.QUIT_FOR_SURE):
        state, _ = happen(state, Touched(action, 0))
    assert state.is_resting


@given(ORDERS)
def test_silence_always_leads_to_rest(order: list[Happening]) -> None:
    state = after(order)
    for happening in (IdleTooLong(), NobodyThere()):
        state, _ = step(state, happening)
    assert (state.is_resting, state.look) == (True, Look())
    assert state.call.status is not CallStatus.COMING
