"""A move within the village, screen by screen, and every branch of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from edge_agent.visit.draft import Joining, OwnWords, Problem, Written
from edge_agent.visit.happenings import Action, Touched
from edge_agent.visit.state import Screen, State
from edge_agent.visit.transitions import step
from protocol.village.catalogue import Town

from .moving import (
    FAMILY,
    FATHER,
    MOTHER,
    NEW,
    NEXT,
    NO_TELEPHONE,
    SON,
    WHEN,
    WHERE,
    Touch,
    answered,
    at_guide,
    at_no_household,
    at_questions,
    at_review,
    chosen,
    footing,
    refused,
    stranger_at_review,
    touched,
)


def test_the_son_who_moves_out_alone_sees_every_screen_once() -> None:
    state, seen = chosen("m3"), []
    for touch in (*WHERE, WHEN, NEW, NO_TELEPHONE):
        seen.append(state.screen)
        state = touched(state, touch)
    assert seen == [
        Screen.TOWN, Screen.LOT, Screen.BUILDING, Screen.MOVED_ON, Screen.JOINING, Screen.TELEPHONE,
    ]  # fmt: skip
    assert state.screen is Screen.QUESTION
    assert answered(state).screen is Screen.GUIDE
    assert touched(answered(state), NEXT).screen is Screen.REVIEW


def test_from_the_first_touch_to_the_check_page_are_at_most_twenty_five_touches() -> None:
    begin = State(footing=None)
    started, _ = step(begin, Touched(Action.START, begin.revision, visit="visit-1", footing=footing()))
    event = touched(started, (Action.CHOOSE_EVENT, "TENKYO"))
    assert event.screen is Screen.CARD
    before_people = 2
    people_to_questions = 2 + len(WHERE) + len((WHEN, NEW, NO_TELEPHONE))
    questions = len(at_review("m3").draft.answers)
    assert before_people + people_to_questions + questions + 1 <= 25


def test_a_terminal_that_never_had_a_catalogue_goes_no_further() -> None:
    started, _ = step(State(), Touched(Action.START, 1, visit="visit-1"))
    assert touched(started, (Action.CHOOSE_EVENT, "TENKYO")).screen is Screen.PREPARING


@pytest.mark.parametrize(
    ("movers", "screen"),
    [
        (("m1", "m2"), Screen.REMAINING_HEAD),
        (("m1",), Screen.REMAINING_HEAD),
        (("m1", "m2", "m3"), Screen.TOWN),
        (("m1", "m2", "m3", "m4"), Screen.TOWN),
        (("m2", "m3"), Screen.TOWN),
    ],
)
def test_who_leads_those_who_stay_is_asked_when_the_head_leaves_two_or_more(
    movers: tuple[str, ...], screen: Screen
) -> None:
    state = chosen(*movers)
    assert state.screen is screen
    if screen is Screen.REMAINING_HEAD:
        assert refused(state, *((Action.CHOOSE_REMAINING_HEAD, key) for key in (*movers, "m9", "")))
        assert touched(state, (Action.CHOOSE_REMAINING_HEAD, "m4")).draft.remaining_head == "m4"


def test_a_household_without_a_head_asks_for_none_of_those_who_stay() -> None:
    headless = msgspec.structs.replace(FAMILY, members=(msgspec.structs.replace(FATHER, is_head=False), MOTHER, SON))
    assert chosen("m1", household=headless).screen is Screen.TOWN


def test_the_town_gives_the_postal_code_and_none_of_them_the_village_s_own() -> None:
    state = chosen("m3")
    assert touched(state, WHERE[0]).draft.town == Town("板橋", "イタバシ", "4020225")
    assert touched(state, (Action.CHOOSE_TOWN, "")).draft.town == Town("", "", "4020200")
    assert refused(state, (Action.CHOOSE_TOWN, "東京"))


@pytest.mark.parametrize(
    ("entered", "stored"),
    [("6181-1", "6181番地1"), ("6181番地1", "6181番地1"), ("6181", "6181番地"), ("６１８１の１", "6181番地1")],
)
def test_a_lot_is_kept_as_it_is_written_out(entered: str, stored: str) -> None:
    assert touched(chosen("m3"), WHERE[0], (Action.SET_LOT, entered)).draft.lot == stored


@pytest.mark.parametrize("entered", ["", "-", "0", "川沿い", "1-2-3", "123456", "1-12345", "<b>"])
def test_what_is_no_lot_is_said_beside_the_input(entered: str) -> None:
    state = touched(chosen("m3"), WHERE[0], (Action.SET_LOT, entered))
    assert (state.screen, state.draft.problem, state.draft.lot) == (Screen.LOT, Problem.NO_LOT, "")
    assert touched(state, WHERE[1]).draft.problem is None


def test_a_building_is_free_text_of_sixty_signs_or_none() -> None:
    state = touched(chosen("m3"), *WHERE[:2])
    assert touched(state, (Action.SET_BUILDING, " コーポ道志101 ")).draft.building == "コーポ道志101"
    assert touched(state, (Action.SET_BUILDING, "コーポ　１０１")).draft.building == "コーポ　１０１"
    assert refused(state, (Action.SET_BUILDING, "ア" * 61), (Action.SET_BUILDING, "ア\nイ"))


@pytest.mark.parametrize("lot", ["6181-1", "６１８１番地１"])
def test_the_address_of_now_is_asked_about_and_may_stand(lot: str) -> None:
    state = touched(chosen("m3"), WHERE[0], (Action.SET_LOT, lot), WHERE[2])
    assert state.screen is Screen.SAME_ADDRESS
    assert touched(state, (Action.AGREE_SAME_ADDRESS, "")).screen is Screen.MOVED_ON


@pytest.mark.parametrize(("lot", "building"), [("181-1", ""), ("1-1", ""), ("6181-1", "はなれ"), ("6181", "")])
def test_another_address_is_not_asked_about(lot: str, building: str) -> None:
    state = touched(chosen("m3"), WHERE[0], (Action.SET_LOT, lot), (Action.SET_BUILDING, building))
    assert state.screen is Screen.MOVED_ON


def test_an_address_that_is_mended_after_the_alert_is_asked_about_no_more() -> None:
    alert = touched(chosen("m3"), WHERE[0], (Action.SET_LOT, "6181-1"), WHERE[2])
    again = touched(alert, (Action.CHANGE, "address"))
    assert (again.screen, again.trail) == (Screen.TOWN, (Screen.EVENTS, Screen.HOUSEHOLD))
    assert touched(again, *WHERE).screen is Screen.MOVED_ON


@pytest.mark.parametrize(
    ("movers", "entered", "problem"),
    [
        (("m3",), "R8.2.30", Problem.NO_SUCH_DAY),
        (("m3",), "H31.5.1", Problem.NO_SUCH_DAY),
        (("m3",), "R0.1.1", Problem.NO_SUCH_DAY),
        (("m3",), "R8.4.2", Problem.TOMORROW),
        (("m4", "m2"), "R8.3.19", Problem.BEFORE_BIRTH),
    ],
)
def test_a_day_that_cannot_be_is_said_beside_the_input(movers: tuple[str, ...], entered: str, problem: Problem) -> None:
    state = touched(chosen(*movers), *WHERE, (Action.SET_DAY, entered))
    assert (state.screen, state.draft.problem, state.draft.moved_on) == (Screen.MOVED_ON, problem, None)
    assert touched(state, WHEN).screen is Screen.JOINING


def test_a_day_is_kept_as_it_was_written_too() -> None:
    draft = touched(chosen("m3"), *WHERE, (Action.SET_DAY, "R8.4.1")).draft
    assert (draft.moved_on, draft.moved_on_written) == (date(2026, 4, 1), Written("R", 8, 4, 1))


@pytest.mark.parametrize("entered", ["", "R8.4", "2026-04-01", "R8.4.1 ", "<b>"])
def test_what_is_no_day_at_all_is_not_taken(entered: str) -> None:
    assert refused(touched(chosen("m3"), *WHERE), (Action.SET_DAY, entered))


@pytest.mark.parametrize(
    ("movers", "joining", "screen"),
    [
        (("m2", "m3"), "new", Screen.HEAD),
        (("m2", "m3"), "existing", Screen.JOINED_HEAD),
        (("m2", "m3"), "unknown", Screen.TELEPHONE),
        (("m3",), "new", Screen.TELEPHONE),
        (("m1", "m2", "m3"), "new", Screen.TELEPHONE),
    ],
)
def test_who_leads_the_new_household_is_asked_when_its_head_is_not_among_them(
    movers: tuple[str, ...], joining: str, screen: Screen
) -> None:
    state = touched(chosen(*movers), *WHERE, WHEN, (Action.CHOOSE_JOINING, joining))
    assert state.screen is screen
    if screen is Screen.HEAD:
        assert refused(state, (Action.CHOOSE_HEAD, "m1"), (Action.CHOOSE_HEAD, ""))
        assert touched(state, (Action.CHOOSE_HEAD, "m2")).screen is Screen.TELEPHONE


@pytest.mark.parametrize(
    ("entered", "kept"), [("", ""), ("0312345678", "0312345678"), ("090-1234-5678", "09012345678")]
)
def test_a_telephone_has_ten_or_eleven_digits_or_is_left_out(entered: str, kept: str) -> None:
    state = touched(chosen("m3"), *WHERE, WHEN, NEW, (Action.SET_TELEPHONE, entered))
    assert (state.screen, state.draft.telephone) == (Screen.QUESTION, kept)


@pytest.mark.parametrize("entered", ["090", "123456789012", "1234567890", "電話"])
def test_what_is_no_telephone_is_said_beside_the_input(entered: str) -> None:
    state = touched(chosen("m3"), *WHERE, WHEN, NEW, (Action.SET_TELEPHONE, entered))
    assert (state.screen, state.draft.problem) == (Screen.TELEPHONE, Problem.BAD_TELEPHONE)


def test_without_a_household_the_name_and_the_number_of_people_are_asked() -> None:
    state = touched(at_no_household(), NEXT)
    assert state.screen is Screen.NAME
    named = touched(state, (Action.SET_NAME, "ドウシ ジロウ"))
    assert (named.screen, named.draft.own) == (Screen.MOVERS, OwnWords(kana="ドウシ　ジロウ"))
    assert touched(named, (Action.SET_MOVERS, "3")).screen is Screen.TOWN
    assert refused(named, *((Action.SET_MOVERS, value) for value in ("", "0", "10", "３", "x")))


@pytest.mark.parametrize("entered", ["", "　", "道志", "ドウシ" * 21, "<b>"])
def test_what_is_no_name_in_kana_is_said_beside_the_input(entered: str) -> None:
    state = touched(at_no_household(), NEXT, (Action.SET_NAME, entered))
    assert (state.screen, state.draft.problem, state.draft.own) == (Screen.NAME, Problem.NO_NAME, None)


@pytest.mark.parametrize("movers", [1, 2])
def test_without_a_household_the_visit_reaches_the_check_page(movers: int) -> None:
    state = stranger_at_review(movers)
    assert state.screen is Screen.REVIEW
    assert {answer.ref.person for answer in state.draft.answers} == ({"", "own"} if movers == 1 else {""})


def test_who_joins_another_household_or_does_not_know_goes_on_the_same_way() -> None:
    for joining in Joining:
        state = touched(chosen("m3"), *WHERE, WHEN, (Action.CHOOSE_JOINING, joining.value))
        if joining is Joining.EXISTING:
            state = touched(state, (Action.SET_JOINED_HEAD, ""))
        state = touched(state, NO_TELEPHONE)
        assert touched(answered(state), NEXT).screen is Screen.REVIEW


@pytest.mark.parametrize("value", ["", "maybe", "YES", "yes|no"])
def test_what_is_no_answer_is_not_taken(value: str) -> None:
    assert refused(at_questions("m3"), (Action.ANSWER, value))


def test_not_knowing_is_an_answer() -> None:
    state = touched(at_questions("m3"), (Action.ANSWER, "unknown"))
    assert [answer.value for answer in state.draft.answers] == [None]


def test_the_list_of_procedures_is_read_before_the_check_page() -> None:
    guide = at_guide("m3")
    assert guide.screen is Screen.GUIDE
    assert refused(guide, (Action.SIGN, ""), (Action.CHANGE, "address"))
    assert touched(guide, NEXT).screen is Screen.REVIEW


def test_everybody_of_a_family_may_move() -> None:
    assert at_review("m1", "m2", "m3", "m4").screen is Screen.REVIEW


def test_no_answer_is_taken_on_another_screen() -> None:
    review = at_review("m3")
    touches: list[Touch] = [*WHERE, WHEN, NEW, NO_TELEPHONE, (Action.ANSWER, "no"), (Action.SET_NAME, "ア")]
    assert refused(review, *touches, (Action.SET_MOVERS, "1"), (Action.CHOOSE_HEAD, "m3"), NEXT)
    assert refused(replace(review, screen=Screen.PREPARING), *touches)
