"""Leaving the village, for a town of Japan or for another country."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from edge_agent.visit.application import application_of
from edge_agent.visit.draft import Problem
from edge_agent.visit.guide import findings
from edge_agent.visit.happenings import Action, Touched
from edge_agent.visit.state import Card, CardState, Screen, State
from edge_agent.visit.transitions import step
from protocol.wire.codec import decode, encode
from protocol.wire.messages.applications import ApplicationMade, Elsewhere

from .farther import LEAVING, ON_PAPER, TO_GERMANY, TOKYO, leaving, left, left_for_abroad
from .moving import ADDRESS, BACK, FAMILY, NEXT, NO_TELEPHONE, Touch, answered, at_household, footing, refused, touched


@pytest.mark.parametrize("inland", ["TENSHUTSU", "TENNYU"])
def test_the_tile_asks_first_whether_it_is_another_country(inland: str) -> None:
    started, _ = step(State(), Touched(Action.START, 1, visit="visit-1", footing=footing()))
    fork = touched(started, (Action.CHOOSE_EVENT, inland))
    assert (fork.screen, fork.trail) == (Screen.ABROAD, (Screen.EVENTS,))
    for code in (inland, f"{inland}_ABROAD"):
        asked = touched(fork, (Action.CHOOSE_EVENT, code))
        assert (asked.screen, asked.life_event) == (Screen.CARD, code)
        assert touched(asked, BACK).screen is Screen.ABROAD
        assert touched(asked, BACK, BACK).screen is Screen.EVENTS
    assert refused(fork, (Action.CHOOSE_EVENT, "TENKYO"), (Action.CHOOSE_EVENT, ""))
    lying = replace(fork, card=Card(CardState.USABLE, "card-1", 3))
    assert touched(lying, (Action.CHOOSE_EVENT, inland)).screen is Screen.PIN


def test_who_leaves_for_a_town_sees_every_screen_once() -> None:
    state, seen = leaving("m3"), []
    for touch in (*TOKYO, ON_PAPER, LEAVING, NO_TELEPHONE):
        seen.append(state.screen)
        state = touched(state, touch)
    assert seen == [
        Screen.PREFECTURE, Screen.MUNICIPALITY, Screen.WITH_CARD, Screen.MOVED_ON, Screen.TELEPHONE,
    ]  # fmt: skip
    assert touched(answered(state), NEXT).screen is Screen.REVIEW


def test_the_application_says_where_they_go_and_who_stays() -> None:
    made = application_of(left("m1", "m3")).made
    assert made.elsewhere == Elsewhere("東京都", "世田谷区", with_card=False)
    assert (made.before, made.after, made.moved_on) == (ADDRESS, None, "2026-04-20")
    assert (made.household.remaining_head, made.household.movers, made.household.head) == ("m2", 2, "")
    [occurred] = made.occurrences
    assert (occurred.movers, occurred.members) == (("m1", "m3"), ("m2", "m4"))
    assert occurred.household == {"remaining": 2, "head_lost": True}
    assert decode(encode(made), ApplicationMade) == made


def test_the_application_of_who_goes_abroad_names_the_country_only() -> None:
    state = left_for_abroad()
    assert application_of(state).made.elsewhere == Elsewhere(country="ドイツ")
    assert {"P005"} <= {finding.procedure.id for finding in findings(state)}


@pytest.mark.parametrize(
    "touches", [TOKYO, ((Action.CHOOSE_PREFECTURE, "山梨県"), (Action.CHOOSE_MUNICIPALITY, "都留市"))]
)
def test_another_place_is_taken(touches: tuple[Touch, ...]) -> None:
    assert touched(leaving("m3"), *touches).screen is Screen.WITH_CARD


def test_this_village_itself_is_no_destination() -> None:
    asked = touched(leaving("m3"), (Action.CHOOSE_PREFECTURE, "山梨県"))
    state = touched(asked, (Action.CHOOSE_MUNICIPALITY, "南都留郡道志村"))
    assert (state.screen, state.draft.problem, state.draft.municipality) == (Screen.MUNICIPALITY, Problem.INSIDE, "")
    assert refused(asked, (Action.CHOOSE_MUNICIPALITY, "世田谷区"), (Action.CHOOSE_MUNICIPALITY, ""))


def test_another_prefecture_makes_the_town_void_and_the_same_one_does_not() -> None:
    asked = touched(left(), (Action.CHANGE, "elsewhere"))
    assert touched(asked, TOKYO[0]).draft.municipality == "世田谷区"
    other = touched(asked, (Action.CHOOSE_PREFECTURE, "大阪府"))
    assert (other.screen, other.draft.municipality) == (Screen.MUNICIPALITY, "")
    assert touched(other, BACK, BACK).screen is Screen.MUNICIPALITY
    assert touched(other, (Action.CHOOSE_MUNICIPALITY, "大阪市")).screen is Screen.REVIEW


def test_the_card_is_asked_about_only_where_somebody_who_leaves_has_one() -> None:
    assert touched(leaving("m3"), *TOKYO).screen is Screen.WITH_CARD
    assert touched(leaving("m4"), *TOKYO).screen is Screen.MOVED_ON
    changed = touched(left("m3"), (Action.CHANGE, "people"), (Action.CHOOSE_PERSON, "m3"), (Action.CHOOSE_PERSON, "m4"))
    assert touched(changed, NEXT).draft.with_card is None


@pytest.mark.parametrize(
    ("entered", "screen"),
    [
        ("R8.4.1", Screen.TELEPHONE),
        ("R8.3.1", Screen.TELEPHONE),
        ("R9.4.1", Screen.TELEPHONE),
        ("R9.4.3", Screen.ALERT),
    ],
)
def test_a_departure_may_lie_behind_or_ahead_and_far_ahead_it_is_asked_about(entered: str, screen: Screen) -> None:
    state = touched(leaving("m3"), *TOKYO, ON_PAPER, (Action.SET_DAY, entered))
    assert state.screen is screen
    if screen is Screen.ALERT:
        assert touched(state, (Action.AGREE_ALERT, "")).screen is Screen.TELEPHONE
        mended = touched(state, (Action.MEND_ALERT, ""), LEAVING)
        assert (mended.screen, mended.draft.moved_on) == (Screen.TELEPHONE, date(2026, 4, 20))
        again = touched(state, (Action.AGREE_ALERT, ""), BACK)
        assert again.screen is Screen.MOVED_ON
        assert touched(again, (Action.SET_DAY, "R9.5.1")).screen is Screen.ALERT


def test_a_country_without_a_tile_is_typed() -> None:
    asked = touched(leaving("m3", event="TENSHUTSU_ABROAD"), (Action.CHOOSE_COUNTRY, "other"))
    wrong = touched(asked, (Action.SET_COUNTRY, "Mongolia"))
    assert (wrong.screen, wrong.draft.problem) == (Screen.OTHER_COUNTRY, Problem.NO_COUNTRY)
    typed = touched(wrong, (Action.SET_COUNTRY, "モンゴル"))
    assert (typed.screen, typed.draft.country) == (Screen.MOVED_ON, "モンゴル")
    assert touched(typed, BACK, BACK, (Action.CHOOSE_COUNTRY, "other")).draft.country == "モンゴル"
    assert touched(typed, BACK, BACK, TO_GERMANY).screen is Screen.MOVED_ON
    assert refused(asked, TO_GERMANY)


def test_every_row_of_the_check_page_leads_back_to_it() -> None:
    rows: tuple[tuple[str, tuple[Touch, ...]], ...] = (
        ("elsewhere", TOKYO),
        ("with-card", ((Action.SET_WITH_CARD, "yes"),)),
        ("moved-on", (LEAVING,)),
    )
    for row, touches in rows:
        assert touched(left(), (Action.CHANGE, row), *touches).screen is Screen.REVIEW
    assert touched(left_for_abroad(), (Action.CHANGE, "country"), TO_GERMANY).screen is Screen.REVIEW
    assert refused(left(), (Action.CHANGE, "country"), (Action.CHANGE, "address"), (Action.CHANGE, "joining"))


def test_a_whole_household_leaves_nobody_to_lead() -> None:
    state = left("m1", "m2", "m3", "m4")
    assert application_of(state).made.occurrences[0].household == {"remaining": 0, "head_lost": True}


def test_somebody_whose_household_is_not_known_leaves_too() -> None:
    unknown = msgspec.structs.replace(FAMILY, members=())
    begun = replace(at_household(unknown), household=None, screen=Screen.NO_HOUSEHOLD, life_event="TENSHUTSU")
    state = touched(begun, NEXT, (Action.SET_NAME, "ドウシ　ジロウ"), (Action.SET_MOVERS, "2"), *TOKYO)
    assert state.screen is Screen.WITH_CARD
    assert touched(answered(touched(state, ON_PAPER, LEAVING, NO_TELEPHONE)), NEXT).screen is Screen.REVIEW
