"""Whatever happens in whatever order: a visit stays sound and can be quit."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from edge_agent.visit.effects import AskCardText, FetchHousehold, ReportCall, ReportCallWithdrawn, RequestClerk
from edge_agent.visit.flows.moves import Step
from edge_agent.visit.happenings import (
    Action,
    CallAnswered,
    CallDelivered,
    CallStored,
    CardChanged,
    CardLost,
    ClerkConfirmed,
    Happening,
    HouseholdCame,
    IdleTooLong,
    Judged,
    NobodyThere,
    PinGiven,
    PinWrong,
    PlaceClosed,
    PlaceOpened,
    RoomFound,
    RoomRanOut,
    Touched,
)
from edge_agent.visit.state import (
    Assurance,
    Call,
    CallStatus,
    Card,
    CardState,
    Clerk,
    Identification,
    Look,
    Overlay,
    Screen,
    State,
    Stop,
)
from edge_agent.visit.transitions import step
from protocol.wire.messages.identity import CardProof
from protocol.wire.messages.residents import Household

from .central import HOUSEHOLD
from .moving import footing

RESTING = {Screen.ATTRACT, Screen.CLOSED, Screen.FULL, Screen.TAKE_CARD}
FOUND = {Assurance.CARD, Assurance.PENDING, Assurance.STAFF}
CALLS = st.sampled_from(["", "call-1", "call-2"])
VALUES = st.sampled_from(["", "TENKYO", "TENKYO", "moving-in", "m1", "standard", "large", "largest", "contrast", "<b>"])

# The revision of a touch is written as how far its page lies behind.
TOUCHES = st.builds(
    Touched,
    st.sampled_from(Action),
    st.sampled_from([0, 0, 0, 1, -1]),
    VALUES,
    st.sampled_from(["visit-1", "visit-2", ""]),
    st.just(footing()),
)
PRESENTATIONS = st.sampled_from(["card-1", "card-2"])
CARDS = st.one_of(
    st.builds(Card, st.just(CardState.USABLE), PRESENTATIONS, st.integers(0, 3)),
    st.builds(Card, st.just(CardState.USABLE), PRESENTATIONS, st.just(3), st.booleans(), st.booleans()),
    st.builds(Card, st.sampled_from([CardState.FOREIGN, CardState.UNREADABLE]), PRESENTATIONS),
    st.builds(Card, st.sampled_from([CardState.NONE, CardState.READER_AWAY])),
)
JUDGEMENTS = st.one_of(
    st.builds(Judged, st.sampled_from([one for one in Assurance if one is not Assurance.NONE])),
    st.builds(Judged, st.just(Assurance.CARD), proof=st.just(CardProof("c", "", ""))),
    st.builds(Judged, st.just(Assurance.NONE), st.sampled_from(Stop)),
)
OF_A_CARD: st.SearchStrategy[Happening] = st.one_of(
    st.builds(CardChanged, CARDS),
    st.builds(CardChanged, CARDS),
    st.builds(PinGiven, st.sampled_from([0, 0, 1])),
    st.builds(PinWrong, PRESENTATIONS, st.integers(0, 2), st.booleans()),
    st.builds(CardLost, PRESENTATIONS),
    JUDGEMENTS,
    st.builds(HouseholdCame, st.sampled_from([None, Household(False), HOUSEHOLD])),
    st.builds(ClerkConfirmed, st.sampled_from(["", "visit-1", "visit-2"])),
)
HAPPENINGS: st.SearchStrategy[Happening] = st.one_of(
    TOUCHES,
    TOUCHES,
    OF_A_CARD,
    st.sampled_from([IdleTooLong(), NobodyThere(), PlaceOpened(), PlaceClosed(), RoomRanOut(), RoomFound()]),
    st.builds(CallStored, CALLS, st.booleans()),
    st.just(CallDelivered()),
    st.builds(CallAnswered, CALLS),
)
# Most orders that hypothesis thinks of by itself never leave the first screens.
TO_THE_CARD: list[Happening] = [
    Touched(Action.START, 0, visit="visit-1", footing=footing()),
    Touched(Action.CHOOSE_EVENT, 0, "TENKYO"),
]
TO_THE_CHECK: list[Happening] = [
    *TO_THE_CARD,
    CardChanged(Card(CardState.USABLE, "card-1", 3)),
    PinGiven(0),
]
ORDERS = st.builds(
    lambda begun, order: [*begun, *order],
    st.sampled_from([[], TO_THE_CARD, TO_THE_CHECK]),
    st.lists(HAPPENINGS, max_size=40),
)


def happen(state: State, happening: Happening) -> Step:
    """One step; the touch is on the page it was written to be on."""
    if isinstance(happening, Touched | PinGiven):
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
        assert state is before or state.revision > before.revision


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
            case (RequestClerk(),):
                assert (before.clerk, state.clerk) == (Clerk.NOT_ASKED, Clerk.ASKED)
            case (FetchHousehold(visit=visit),):
                assert (visit, before.identification.assurance) == (state.visit, Assurance.NONE)
                assert state.identification.assurance in FOUND
            case (AskCardText(visit=visit),):
                assert (visit, state.screen, state.card.is_usable) == (state.visit, Screen.CARD_TEXT, True)
            case _:
                raise AssertionError(effects)


@given(ORDERS)
def test_nothing_of_a_visit_is_left_when_nobody_is_there(order: list[Happening]) -> None:
    for before, (state, _) in steps(order):
        assert state.is_resting == (state.screen in RESTING)
        if state.is_resting:
            assert (state.trail, state.life_event, state.clerk) == ((), "", Clerk.NOT_ASKED)
            assert (state.identification, state.household, state.chosen) == (Identification(), None, frozenset())
            assert state.screen is not Screen.TAKE_CARD or state.card.is_present
            assert state.overlay in {Overlay.NONE, Overlay.LOOK, Overlay.LANGUAGES, Overlay.VOICE}
        if state.is_resting and not before.is_resting:
            assert (state.look, state.overlay) == (Look(), Overlay.NONE)


@given(ORDERS)
def test_a_number_is_asked_only_of_a_card_that_can_take_it_and_the_last_try_only_when_agreed_to(
    order: list[Happening],
) -> None:
    agreed = False
    for happening, (_, (state, _)) in zip(order, steps(order), strict=True):
        agreed = (agreed and state.screen is Screen.PIN) or (
            isinstance(happening, Touched) and happening.action is Action.AGREE_LAST_TRY
        )
        if state.screen in {Screen.PIN, Screen.LAST_TRY}:
            card = state.card
            assert (card.is_usable, card.has_certificate, card.has_pin) == (True, True, True)
        if state.screen is Screen.PIN:
            assert (state.card.tries or 0) > 1 or agreed
        if state.screen is Screen.LAST_TRY:
            assert state.card.tries == 1


@given(ORDERS)
def test_every_screen_has_what_it_shows_and_nobody_sees_another_household(order: list[Happening]) -> None:
    for _, (state, _) in steps(order):
        identification = state.identification
        if state.screen is Screen.STOP:
            assert identification.stop is not None
        if state.screen in {Screen.STOP, Screen.NO_CARD, Screen.PIN, Screen.CARD, Screen.LAST_TRY, Screen.EVENTS}:
            assert (identification.assurance, identification.proof) == (Assurance.NONE, None)
            assert (state.household, state.chosen) == (None, frozenset())
        if state.screen is Screen.HOUSEHOLD:
            assert state.household == HOUSEHOLD
            assert identification.assurance in FOUND
        if state.screen is Screen.NO_HOUSEHOLD:
            assert state.household is None
            assert identification.assurance is not Assurance.NONE


@given(ORDERS)
def test_a_clerk_is_asked_once_in_a_visit(order: list[Happening]) -> None:
    asked: list[str] = []
    for _, (state, effects) in steps(order):
        asked = [] if state.is_resting else asked + [state.visit for one in effects if isinstance(one, RequestClerk)]
        assert len(asked) <= 1


@given(ORDERS)
def test_quitting_always_leads_to_rest(order: list[Happening]) -> None:
    state = after(order)
    for action in (Action.QUIT, Action.QUIT_FOR_SURE):
        state, _ = happen(state, Touched(action, 0))
    assert state.is_resting


@given(ORDERS)
def test_silence_always_leads_to_rest(order: list[Happening]) -> None:
    state = after([*order, CardLost("card-1"), CardLost("card-2")])
    if state.screen is Screen.CHECKING:
        state, _ = step(state, HouseholdCame(None))
    for happening in (IdleTooLong(), NobodyThere()):
        state, _ = step(state, happening)
    assert (state.is_resting, state.look) == (True, Look())
    assert state.call.status is not CallStatus.COMING
