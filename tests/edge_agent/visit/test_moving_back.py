"""The ways back through a move: もどる keeps every answer, 変更 comes back to the check page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edge_agent.visit.guide import given_answer, open_question, question_progress
from edge_agent.visit.happenings import Action, CardChanged
from edge_agent.visit.state import Card, Overlay, Screen, State
from edge_agent.visit.transitions import step

from .moving import (
    BACK,
    LYING,
    NEW,
    NEXT,
    NO,
    NO_TELEPHONE,
    WHEN,
    WHERE,
    Touch,
    answered,
    at_guide,
    at_household,
    at_no_household,
    at_questions,
    at_review,
    at_sign,
    chosen,
    refused,
    stranger_at_review,
    touched,
)


def kept(state: State) -> tuple[object, ...]:
    """Everything that was entered."""
    draft = replace(state.draft, asking=None, problem=None, seen=None)
    return draft, state.chosen, state.household


def test_back_leads_over_every_screen_to_the_people_and_keeps_every_answer() -> None:
    state, screens = touched(at_review_of_two(), (Action.SIGN, "")), list[Screen]()
    before = kept(state)
    while state.screen is not Screen.HOUSEHOLD:
        screens.append(state.screen)
        state = touched(state, BACK)
        assert kept(state) == before
    assert list(dict.fromkeys(reversed(screens))) == [
        Screen.TOWN, Screen.LOT, Screen.BUILDING, Screen.MOVED_ON, Screen.JOINING, Screen.HEAD, Screen.TELEPHONE,
        Screen.QUESTION, Screen.GUIDE, Screen.REVIEW, Screen.SIGN,
    ]  # fmt: skip
    assert screens.count(Screen.QUESTION) == len(state.draft.answers)


def test_back_and_forward_again_over_the_people_stays_on_the_same_way_back() -> None:
    state = touched(chosen("m3"), *WHERE)
    people = touched(state, BACK, BACK, BACK, BACK)
    assert people.screen is Screen.HOUSEHOLD
    again = touched(people, NEXT)
    assert (again.screen, again.trail) == (Screen.MOVED_ON, state.trail)


def test_back_from_the_first_screen_of_a_stranger_leads_to_the_word_that_there_is_no_household() -> None:
    state = touched(at_no_household(), NEXT, (Action.SET_NAME, "ドウシ"), BACK, BACK)
    assert (state.screen, state.draft.own is not None) == (Screen.NO_HOUSEHOLD, True)
    assert touched(state, NEXT).screen is Screen.MOVERS


def test_back_passes_over_what_no_longer_applies() -> None:
    state = touched(chosen("m1"), (Action.CHOOSE_REMAINING_HEAD, "m2"), *WHERE, WHEN, NEW, NO_TELEPHONE)
    review = touched(answered(state), NEXT)
    people = touched(review, (Action.CHANGE, "people"), (Action.CHOOSE_PERSON, "m1"), (Action.CHOOSE_PERSON, "m3"))
    changed = answered(touched(people, NEXT))
    assert (changed.screen, changed.draft.remaining_head) == (Screen.REVIEW, "")
    while changed.screen is not Screen.TOWN:
        changed = touched(changed, BACK)
    assert touched(changed, BACK).screen is Screen.HOUSEHOLD


def test_a_question_that_is_gone_back_to_shows_its_answer_and_its_place() -> None:
    state = touched(at_questions("m3"), NO, (Action.ANSWER, "unknown"))
    at_third = question_progress(state)
    back = touched(state, BACK)
    assert given_answer(back) == state.draft.answers[1]
    assert question_progress(back) == (2, at_third[1])
    first = touched(back, BACK)
    question = open_question(first)
    assert question is not None
    assert question.fact == state.draft.answers[0].ref
    assert question_progress(first)[0] == 1
    assert touched(first, NEXT, NEXT).draft == state.draft
    assert touched(first, BACK).screen is Screen.TELEPHONE


def test_a_question_answered_anew_drops_only_what_nobody_would_ask_any_more() -> None:
    state = at_questions("m3")
    assert open_question(state) is not None
    yes = answered(touched(state, (Action.ANSWER, "yes")))
    back = touched(yes, *[BACK] * len(yes.draft.answers))
    changed = touched(back, NO)
    lost = {answer.ref for answer in yes.draft.answers} - {answer.ref for answer in changed.draft.answers}
    assert {ref.path for ref in lost} == {"p.handbook_severe"} or not lost
    assert answered(changed).screen is Screen.GUIDE


def test_the_last_question_is_shown_when_back_leads_from_the_list() -> None:
    guide = at_guide("m3")
    state = touched(guide, BACK)
    assert (state.screen, state.draft.asking) == (Screen.QUESTION, guide.draft.answers[-1].ref)
    assert touched(state, NEXT).screen is Screen.GUIDE


ROWS: dict[str, tuple[Touch, ...]] = {
    "address": WHERE,
    "moved-on": (WHEN,),
    "joining": (NEW,),
    "telephone": (NO_TELEPHONE,),
    "people": (NEXT,),
    "head": ((Action.CHOOSE_HEAD, "m3"),),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_changed_on_its_own_screen_and_leads_back_to_the_check_page(row: str) -> None:
    review = at_review_of_two()
    state = touched(review, (Action.CHANGE, row), *ROWS[row])
    assert (state.screen, state.trail) == (Screen.REVIEW, review.trail)


@pytest.mark.parametrize("row", [*ROWS, "answers"])
def test_back_from_a_row_leads_to_the_check_page_too(row: str) -> None:
    review = at_review_of_two()
    state = touched(review, (Action.CHANGE, row), BACK)
    assert (state.screen, state.trail, kept(state)) == (Screen.REVIEW, review.trail, kept(review))


def at_review_of_two() -> State:
    """Mother and son move together, and she leads."""
    review = touched(
        answered(touched(chosen("m2", "m3"), *WHERE, WHEN, NEW, (Action.CHOOSE_HEAD, "m2"), NO_TELEPHONE)), NEXT
    )
    assert review.screen is Screen.REVIEW
    return review


@pytest.mark.parametrize("row", ["name", "movers", "remaining-head", "", "number", "guide"])
def test_a_row_that_the_check_page_does_not_have_cannot_be_changed(row: str) -> None:
    assert refused(at_review_of_two(), (Action.CHANGE, row))


@pytest.mark.parametrize(("row", "touch"), [("name", (Action.SET_NAME, "ア")), ("movers", (Action.SET_MOVERS, "1"))])
def test_a_stranger_s_rows_lead_back_to_the_check_page_too(row: str, touch: Touch) -> None:
    assert touched(stranger_at_review(), (Action.CHANGE, row), touch).screen is Screen.REVIEW


def test_the_answers_are_gone_over_one_by_one() -> None:
    review = at_review("m3")
    state = touched(review, (Action.CHANGE, "answers"))
    for answer in review.draft.answers:
        assert (state.screen, state.draft.asking) == (Screen.QUESTION, answer.ref)
        state = touched(state, NEXT)
    assert (state.screen, kept(state), state.trail) == (Screen.REVIEW, kept(review), review.trail)


def test_other_people_open_only_what_they_need_and_the_list_is_read_again() -> None:
    review = at_review("m3")
    people = touched(review, (Action.CHANGE, "people"), (Action.CHOOSE_PERSON, "m4"), NEXT)
    assert people.screen is Screen.HEAD
    state = touched(people, (Action.CHOOSE_HEAD, "m3"))
    assert state.screen is Screen.QUESTION
    assert len(answered(state).draft.answers) > len(review.draft.answers)
    assert touched(answered(state), NEXT).screen is Screen.REVIEW


def test_a_day_before_the_birth_of_somebody_who_moves_too_is_asked_again() -> None:
    early = touched(chosen("m3"), *WHERE, (Action.SET_DAY, "R8.3.1"), NEW, NO_TELEPHONE)
    review = touched(answered(early), NEXT)
    state = touched(review, (Action.CHANGE, "people"), (Action.CHOOSE_PERSON, "m4"), NEXT)
    assert (state.screen, state.draft.moved_on) == (Screen.MOVED_ON, None)


def test_a_change_that_leaves_nobody_chosen_is_not_left() -> None:
    nobody = touched(at_review("m3"), (Action.CHANGE, "people"), (Action.CHOOSE_PERSON, "m3"))
    assert refused(nobody, NEXT)
    assert touched(nobody, BACK).screen is Screen.HOUSEHOLD


def test_the_check_page_is_not_shown_before_a_change_half_done_is_finished() -> None:
    state = touched(
        at_review("m3"), (Action.CHANGE, "people"), (Action.CHOOSE_PERSON, "m3"), (Action.CHOOSE_PERSON, "m1"), BACK
    )
    assert state.screen is Screen.REMAINING_HEAD


def test_taking_the_card_away_or_putting_it_back_loses_nothing() -> None:
    for state in (touched(chosen("m3"), *WHERE), at_questions("m3"), at_review("m3"), at_sign("m3")):
        there, effects = step(state, CardChanged(LYING))
        assert (there.screen, kept(there), effects) == (state.screen, kept(state), ())
        away, _ = step(there, CardChanged(Card()))
        assert (away.screen, kept(away)) == (state.screen, kept(state))


def test_going_back_to_the_life_events_forgets_the_application() -> None:
    state = touched(chosen("m3"), *WHERE)
    while state.screen is not Screen.EVENTS:
        state = touched(state, BACK)
    assert (state.draft, state.household) == (at_household().draft, None)


def test_a_question_over_the_screen_is_answered_first() -> None:
    state = touched(at_review("m3"), (Action.QUIT, ""))
    assert state.overlay is Overlay.QUIT
    assert refused(state, (Action.SIGN, ""), (Action.CHANGE, "address"), BACK)
