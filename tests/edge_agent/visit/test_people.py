"""Who of the household is meant, and the ways back from every screen around identity."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edge_agent.visit.happenings import Action, CardChanged, HouseholdCame, Judged, PinGiven
from edge_agent.visit.state import Assurance, Card, CardState, Overlay, Screen, State, Stop
from protocol.wire.messages.identity import CardProof

from .central import HOUSEHOLD
from .places import PLACES, USABLE
from .test_transitions import arrive, touch


def touches(state: State, *actions: Action) -> State:
    """One touch after the other."""
    for action in actions:
        state = arrive(state, touch(state, action))
    return state


def chosen(state: State, person: str) -> State:
    """A touch on a person."""
    return arrive(state, replace(touch(state, Action.CHOOSE_PERSON), value=person))


def test_people_are_chosen_one_by_one_and_all_at_once_and_let_go_again() -> None:
    state = PLACES["household"]
    assert chosen(state, "m2").chosen == {"m2"}
    assert chosen(chosen(state, "m2"), "m2").chosen == frozenset()
    everybody = touches(chosen(state, "m1"), Action.CHOOSE_ALL)
    assert everybody.chosen == {"m1", "m2"}
    assert touches(everybody, Action.CHOOSE_ALL).chosen == frozenset()


@pytest.mark.parametrize("person", ["", "m3", "道志 太郎"])
def test_somebody_who_is_not_of_the_household_cannot_be_chosen(person: str) -> None:
    assert chosen(PLACES["household"], person) is PLACES["household"]


def test_with_somebody_chosen_it_goes_on_and_back_again_to_the_same_choice() -> None:
    state = touches(chosen(PLACES["household"], "m2"), Action.NEXT)
    assert state.screen is Screen.TOWN
    back = touches(state, Action.BACK)
    assert (back.screen, back.identification.assurance) == (Screen.HOUSEHOLD, Assurance.CARD)
    assert back.chosen == {"m2"}


def test_going_back_to_the_life_events_forgets_who_stood_here() -> None:
    proof = CardProof("c", "", "")
    state = arrive(PLACES["checking"], Judged(Assurance.CARD, proof=proof), HouseholdCame(HOUSEHOLD))
    assert state.identification.proof is proof
    back = touches(chosen(state, "m1"), Action.BACK)
    assert (back.screen, back.household, back.chosen) == (Screen.EVENTS, None, frozenset())
    assert (back.identification.proof, back.identification.assurance) == (None, Assurance.NONE)


def test_a_stop_that_is_gone_back_to_still_says_why() -> None:
    stopped = arrive(PLACES["checking"], Judged(Assurance.NONE, Stop.NEUTRAL))
    back = touches(stopped, Action.NO_CARD, Action.GO_ON_UNVERIFIED, Action.NEXT, *[Action.BACK] * 3)
    assert (back.screen, back.identification.stop) == (Screen.STOP, Stop.NEUTRAL)
    assert back.identification.assurance is Assurance.NONE


def test_the_last_try_is_agreed_to_again_whatever_way_leads_back_to_it() -> None:
    agreed = touches(PLACES["last-try"], Action.AGREE_LAST_TRY)
    assert agreed.screen is Screen.PIN
    assert touches(agreed, Action.NO_CARD, Action.BACK).screen is Screen.LAST_TRY
    events = touches(agreed, Action.BACK)
    again = arrive(events, replace(touch(events, Action.CHOOSE_EVENT), value="TENKYO"))
    assert again.screen is Screen.LAST_TRY
    assert arrive(agreed, CardChanged(Card()), CardChanged(agreed.card)).screen is Screen.LAST_TRY


def test_the_card_decides_where_back_leads_when_it_was_put_there_meanwhile() -> None:
    without = touches(PLACES["card"], Action.NO_CARD)
    locked = Card(CardState.USABLE, "card-1", 0)
    for card, screen in ((USABLE, Screen.PIN), (locked, Screen.STOP), (Card(), Screen.CARD)):
        assert touches(arrive(without, CardChanged(card)), Action.BACK).screen is screen


@pytest.mark.parametrize("overlay", [Overlay.QUIT, Overlay.STILL_THERE])
def test_no_number_is_taken_under_a_question_that_is_to_be_answered_first(overlay: Overlay) -> None:
    asked = replace(PLACES["pin"], overlay=overlay)
    assert arrive(asked, PinGiven(asked.revision)) is asked
