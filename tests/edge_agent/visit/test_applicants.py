"""In what capacity somebody applies for a move: it follows from who moves, without a touch."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from edge_agent.visit.applicant import role_of
from edge_agent.visit.application import application_of
from edge_agent.visit.draft import Change, Role
from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Screen, State

from .farther import arrived, changing, leaving, left
from .moving import (
    BACK,
    FAMILY,
    NEXT,
    at_household,
    at_no_household,
    at_review,
    chosen,
    refused,
    stranger_at_review,
    touched,
)
from .occasions import entered


@pytest.mark.parametrize(
    ("movers", "holder", "role"),
    [
        (("m3",), "m3", Role.SELF),
        (("m1", "m2", "m3", "m4"), "m3", Role.SELF),
        (("m2", "m4"), "m3", Role.FAMILY),
        (("m3",), "m1", Role.HEAD),
        (("m1", "m2"), "m1", Role.SELF),
        (("m3",), "", None),
    ],
)
@pytest.mark.parametrize("event", ["TENKYO", "TENSHUTSU", "TENSHUTSU_ABROAD"])
def test_the_holder_of_the_card_applies_for_themselves_as_the_head_or_of_the_household(
    event: str, movers: tuple[str, ...], holder: str, role: Role | None
) -> None:
    begun = replace(at_household(msgspec.structs.replace(FAMILY, holder=holder)), life_event=event)
    assert role_of(touched(begun, *((Action.CHOOSE_PERSON, key) for key in movers))) is role


def test_nobody_chosen_yet_says_nothing() -> None:
    assert role_of(at_household()) is None


@pytest.mark.parametrize(
    ("state", "role"), [(at_review("m3"), "self"), (at_review("m4"), "family"), (left("m2"), "family")]
)
def test_the_application_says_it(state: State, role: str) -> None:
    assert application_of(state).made.role == role


def test_whoever_moves_here_applies_for_themselves() -> None:
    assert application_of(arrived()).made.role == "self"


def test_without_a_household_whoever_stands_here_is_one_of_those_who_move() -> None:
    assert application_of(stranger_at_review(3)).made.role == "self"


def test_everybody_of_a_household_has_another_head_when_only_that_changes() -> None:
    state = touched(changing("NUSHI"), (Action.CHOOSE_HEAD, "m2"))
    assert (state.draft.change, role_of(state)) == (Change.NUSHI, Role.SELF)


def test_a_part_of_the_household_parts_by_the_word_of_somebody_who_stays() -> None:
    state = touched(changing("BUNRI"), (Action.CHOOSE_PERSON, "m2"))
    assert role_of(state) is Role.FAMILY


@pytest.mark.parametrize(
    "state", [at_household(), leaving("m3"), touched(at_no_household(), NEXT)], ids=["here", "away", "name"]
)
def test_it_takes_no_touch(state: State) -> None:
    assert refused(state, *((Action.CHOOSE_ROLE, role) for role in Role))


def test_whoever_comes_for_another_household_is_led_to_the_counter_and_back() -> None:
    state = touched(at_household(), (Action.CHOOSE_PERSON, "m3"), (Action.FOR_ANOTHER, ""))
    assert state.screen is Screen.PROXY
    back = touched(state, BACK)
    assert (back.screen, back.chosen) == (Screen.HOUSEHOLD, frozenset({"m3"}))


def test_nobody_is_a_proxy_where_the_capacity_is_asked_or_the_people_are_chosen() -> None:
    proxy = (Action.FOR_ANOTHER, "")
    assert refused(entered("SHIBO"), proxy)
    assert refused(entered("KAIGO"), proxy)
    assert refused(chosen("m3"), proxy)
    assert refused(at_no_household(), proxy)
