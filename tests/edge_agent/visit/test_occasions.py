"""What is only guided: whom it is about, the day where one counts, and the way to the number without a signature."""

from __future__ import annotations

import pytest

from edge_agent.visit.application import application_of
from edge_agent.visit.draft import Problem
from edge_agent.visit.effects import Submit
from edge_agent.visit.happenings import Action, ApplicationStored, Touched
from edge_agent.visit.state import Screen
from edge_agent.visit.transitions import step
from protocol.wire.codec import decode, encode
from protocol.wire.messages.applications import ApplicationMade

from .moving import BACK, FAMILY, NEXT, NO_TELEPHONE, TODAY, Touch, answered, refused, touched
from .occasions import (
    ASKED_ABOUT_A_DAY,
    GUIDED,
    OCCASIONS,
    OF_THE_FAMILY,
    OWN_NAME,
    alone,
    entered,
    guided,
    replace_household,
    unknown_to_the_registry,
)

THEMSELVES: tuple[Touch, ...] = ((Action.CHOOSE_PERSON, "m3"), NEXT)


@pytest.mark.parametrize("event", GUIDED)
def test_what_is_only_guided_goes_in_from_the_check_page_without_a_signature(event: str) -> None:
    state = guided(event)
    assert state.screen is Screen.REVIEW
    made = application_of(state).made
    assert decode(encode(made), ApplicationMade) == made
    assert (made.life_event, made.household.movers, made.after, made.role) == (event, 1, None, "self")
    after, effects = step(state, Touched(Action.SIGN, state.revision))
    assert (after.screen, after.draft.ink, effects) == (Screen.REVIEW, None, (Submit(),))
    assert step(after, Touched(Action.SIGN, state.revision)) == (after, ())
    assert step(after, ApplicationStored("1-001", "event-1", False))[0].screen is Screen.DONE


@pytest.mark.parametrize("event", GUIDED)
def test_whoever_lives_alone_is_not_asked_whom_it_is_about(event: str) -> None:
    state = entered(event, alone())
    assert state.chosen == {"m3"}
    assert state.screen is (Screen.MOVED_ON if event in ASKED_ABOUT_A_DAY else Screen.TELEPHONE)
    assert touched(state, BACK).screen is Screen.EVENTS


@pytest.mark.parametrize("event", ASKED_ABOUT_A_DAY)
def test_the_day_may_not_be_known_yet(event: str) -> None:
    state = touched(entered(event), *THEMSELVES)
    assert state.screen is Screen.MOVED_ON
    undated = touched(answered(touched(state, (Action.SET_DAY, ""), NO_TELEPHONE)), NEXT)
    made = application_of(undated).made
    assert (undated.screen, made.moved_on, made.occurrences[0].day) == (Screen.REVIEW, "", "")


def test_the_day_lies_in_the_past() -> None:
    state = touched(entered("HOKEN"), *THEMSELVES, (Action.SET_DAY, "R8.4.2"))
    assert (state.screen, state.draft.problem) == (Screen.MOVED_ON, Problem.NOT_YET)


def test_a_day_that_is_given_later_takes_the_place_of_none() -> None:
    state = touched(entered("HOKEN"), *THEMSELVES, (Action.SET_DAY, ""), BACK, (Action.SET_DAY, f"R8.3.{TODAY.day}"))
    assert (state.draft.is_undated, state.draft.moved_on) == (False, TODAY.replace(month=3))


def test_a_move_is_never_without_a_day() -> None:
    assert refused(OCCASIONS["more-events"], (Action.SET_DAY, ""))


def test_somebody_else_s_matter_asks_in_what_capacity_and_only_in_those_that_can_be() -> None:
    state = touched(entered("KAIGO"), (Action.CHOOSE_PERSON, "m1"), NEXT)
    assert state.screen is Screen.ROLE
    assert refused(state, (Action.CHOOSE_ROLE, "self"), (Action.CHOOSE_ROLE, "agent"), (Action.CHOOSE_ROLE, ""))
    assert application_of(guided("KAIGO", "m1")).made.role == "family"


def test_a_capacity_is_forgotten_with_the_people_it_was_for() -> None:
    state = touched(entered("KAIGO"), (Action.CHOOSE_PERSON, "m1"), NEXT, OF_THE_FAMILY, BACK, BACK)
    again = touched(state, (Action.CHOOSE_PERSON, "m3"), NEXT)
    assert (again.screen, again.draft.role) == (Screen.TELEPHONE, None)


@pytest.mark.parametrize("role", ["self", "family", "agent", "guardian", "facility"])
def test_without_a_household_everybody_says_for_whom_they_come(role: str) -> None:
    begun = touched(unknown_to_the_registry("KAIGO"), OWN_NAME, (Action.SET_MOVERS, "1"), (Action.CHOOSE_ROLE, role))
    made = application_of(touched(answered(touched(begun, NO_TELEPHONE)), NEXT)).made
    assert (made.role, made.applicant_kana) == (role, OWN_NAME[1])
    assert made.occurrences[0].movers == (("own",) if role == "self" else None)


def test_a_matter_of_the_head_makes_nobody_else_the_head() -> None:
    couple = replace_household(FAMILY, "m1", ("m1", "m2"))
    state = touched(entered("MYNUMBER", couple), (Action.CHOOSE_PERSON, "m1"), NEXT, NO_TELEPHONE)
    made = application_of(touched(answered(state), NEXT)).made
    assert (made.household.remaining_head, made.occurrences[0].household) == ("", {"remaining": 2, "head_lost": False})


def test_behind_the_last_tile_are_the_rarer_ones_and_the_way_back() -> None:
    more = OCCASIONS["more-events"]
    assert touched(OCCASIONS["more-events"], BACK).screen is Screen.EVENTS
    assert refused(more, (Action.CHOOSE_EVENT, "TENKYO"), (Action.CHOOSE_EVENT, "SHIEN"), (Action.CHOOSE_EVENT, ""))
    for event in ("RIKON", "NINSHIN", "INKAN", "OTHER"):
        card = touched(more, (Action.CHOOSE_EVENT, event))
        assert (card.screen, card.life_event) == (Screen.CARD, event)
        assert touched(card, BACK).screen is Screen.MORE_EVENTS


@pytest.mark.parametrize(("row", "screen"), [("people", Screen.HOUSEHOLD), ("moved-on", Screen.MOVED_ON)])
def test_every_row_leads_to_its_screen_and_back(row: str, screen: Screen) -> None:
    changing = touched(guided("HOKEN"), (Action.CHANGE, row))
    assert changing.screen is screen
    assert touched(changing, BACK).screen is Screen.REVIEW
