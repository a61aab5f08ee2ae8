"""Several matters in one visit: added from the list of procedures, at no cost to whoever needs no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edge_agent.visit.along import MOST, along
from edge_agent.visit.application import application_of
from edge_agent.visit.courses import COURSES
from edge_agent.visit.guide import findings
from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Screen, State
from protocol.village.guidance import Standing

from .farther import arrived
from .moving import BACK, NEXT, Touch, answered, at_guide, refused, touched
from .occasions import A_GIRL, born, died, entered, guided

SHOW: Touch = (Action.SHOW_ALSO, "")


def added(state: State, *events: str) -> State:
    """The visit after these events were added on its list of procedures."""
    return touched(state, SHOW, *((Action.TOGGLE_EVENT, event) for event in events), NEXT)


def at_list(review: State) -> State:
    """The list of procedures before a check page."""
    return touched(review, BACK)


def test_an_added_matter_asks_what_is_still_open_and_shows_the_list_again() -> None:
    before = at_guide("m3")
    state = added(before, "INKAN")
    assert state.screen is Screen.QUESTION
    listed = answered(state)
    assert listed.screen is Screen.GUIDE
    assert len(findings(listed)) >= len(findings(before))
    review = touched(listed, NEXT)
    made = application_of(review).made
    assert [(each.event, each.movers) for each in made.occurrences] == [("TENKYO", ("m3",)), ("INKAN", ("m3",))]
    assert (made.occurrences[1].day, made.life_event) == ("", "TENKYO")


def test_nothing_added_changes_nothing() -> None:
    state = touched(at_guide("m3"), SHOW, NEXT)
    assert (state.screen, state.draft.also) == (Screen.GUIDE, ())
    assert touched(state, NEXT).screen is Screen.REVIEW


def test_what_was_added_can_be_taken_away_with_the_answers_that_only_it_asked() -> None:
    without = at_guide("m3")
    state = answered(added(without, "HOKEN"))
    again = added(state, "HOKEN")
    assert (again.draft.also, again.draft.answers) == ((), without.draft.answers)
    assert touched(again, NEXT).screen is Screen.REVIEW


def test_the_row_of_the_check_page_leads_to_the_tiles_and_back() -> None:
    review = touched(answered(added(at_guide("m3"), "INKAN")), NEXT)
    tiles = touched(review, (Action.CHANGE, "also"))
    assert tiles.screen is Screen.ALSO
    assert touched(tiles, NEXT).screen is Screen.REVIEW
    assert touched(tiles, BACK).screen is Screen.REVIEW
    assert refused(guided("HOKEN"), (Action.CHANGE, "also"))


def test_a_birth_beside_a_move_brings_its_child_and_its_own_day() -> None:
    state = added(at_list(arrived()), "SHUSSHO")
    assert state.screen is Screen.NEWBORNS
    listed = answered(touched(state, *A_GIRL))
    made = application_of(touched(listed, NEXT)).made
    move, birth = made.occurrences
    assert (made.life_event, move.event, birth.event) == ("TENNYU", "TENNYU", "SHUSSHO")
    assert (birth.day, birth.movers) == ("2026-03-30", ("baby-1",))
    assert move.members is not None
    assert birth.members == (*move.members, "baby-1")
    needed = {finding.procedure.id for finding in findings(listed) if finding.standing is Standing.APPLIES}
    assert {"P001", "P019"} <= needed


def test_a_birth_that_is_taken_away_is_forgotten() -> None:
    state = answered(touched(added(at_guide("m3"), "SHUSSHO"), *A_GIRL))
    again = added(state, "SHUSSHO")
    assert (again.draft.newborns, again.draft.born_on) == ((), None)


@pytest.mark.parametrize("review", [died, born], ids=["death", "birth"])
def test_beside_a_death_or_a_birth_it_is_about_whoever_stands_here(review: Callable[[], State]) -> None:
    state = answered(added(at_list(review()), "MYNUMBER"))
    made = application_of(touched(state, NEXT)).made
    assert made.occurrences[1].movers == ("m3",)


def test_only_what_goes_together_is_offered_and_each_of_it_has_a_course() -> None:
    for event in COURSES:
        offered = along(entered(event))
        assert event not in offered
        assert set(offered) <= set(COURSES)
    assert refused(touched(at_guide("m3"), SHOW), (Action.TOGGLE_EVENT, "TENSHUTSU"), (Action.TOGGLE_EVENT, "x"))


def test_no_more_are_added_than_one_visit_can_bear() -> None:
    state = touched(at_guide("m3"), SHOW)
    offered = along(state)
    for event in offered[:MOST]:
        state = touched(state, (Action.TOGGLE_EVENT, event))
    assert refused(state, (Action.TOGGLE_EVENT, offered[MOST]))
    assert state.draft.also == offered[:MOST]
