"""死亡: who died, who stands here, who leads those who stay, and what counts from that day."""

from __future__ import annotations

import pytest

from edge_agent.visit.application import application_of
from edge_agent.visit.guide import findings
from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Screen
from protocol.village.guidance import Standing

from .moving import BACK, FAMILY, NEXT, NO_TELEPHONE, Touch, answered, refused, touched
from .occasions import (
    FATHER_DIED,
    MOTHER_LEADS,
    OF_THE_FAMILY,
    ON,
    OWN_NAME,
    alone,
    died,
    died_elsewhere,
    entered,
    replace_household,
    unknown_to_the_registry,
)

ELSEWHERE: Touch = (Action.NOT_LISTED, "")
NAMED: Touch = (Action.SET_DECEASED, "オオムロ　ケン")


def needed() -> set[str]:
    """The procedures that apply after the death of the father."""
    return {finding.procedure.id for finding in findings(died()) if finding.standing is Standing.APPLIES}


def test_those_who_stay_are_the_household_and_the_head_is_lost() -> None:
    made = application_of(died()).made
    [death] = made.occurrences
    assert (death.movers, death.members) == (("m1",), ("m2", "m3", "m4"))
    assert death.household == {"remaining": 3, "head_lost": True}
    assert (made.household.remaining_head, made.role, made.applicant) == ("m2", "family", "道志　一郎")
    assert {"P007", "P012", "P020"} <= needed()


def test_the_one_who_stands_here_has_not_died_and_only_one_is_touched_at_a_time() -> None:
    state = entered("SHIBO")
    assert refused(state, (Action.CHOOSE_PERSON, "m3"), (Action.CHOOSE_ALL, ""), NEXT)
    assert touched(state, (Action.CHOOSE_PERSON, "m1"), (Action.CHOOSE_PERSON, "m2")).chosen == {"m2"}
    assert touched(state, (Action.CHOOSE_PERSON, "m1"), (Action.CHOOSE_PERSON, "m1")).chosen == frozenset()


def test_somebody_of_another_household_is_typed_and_nothing_is_taken_for_known() -> None:
    made = application_of(died_elsewhere()).made
    [death] = made.occurrences
    assert (death.movers, death.members, death.household) == (("deceased",), None, {})
    departed = next(party for party in made.people if party.key == "deceased")
    assert (departed.kana, departed.moves, departed.is_from_registry) == (NAMED[1], True, False)
    assert [party.key for party in made.people if party.moves] == ["deceased"]
    assert (made.role, made.household.movers, made.household.remaining_head) == ("relative", 1, "")


def test_nobody_of_another_household_is_of_the_same_household() -> None:
    state = touched(entered("SHIBO"), ELSEWHERE, NAMED)
    assert refused(state, OF_THE_FAMILY)


def test_the_name_can_be_taken_back_for_somebody_of_the_household() -> None:
    state = touched(entered("SHIBO"), ELSEWHERE, NAMED, BACK, BACK)
    assert (state.screen, state.draft.deceased) == (Screen.HOUSEHOLD, NAMED[1])
    assert touched(state, ELSEWHERE).screen is Screen.DECEASED
    again = touched(state, *FATHER_DIED)
    assert (again.screen, again.draft.deceased) == (Screen.ROLE, None)


@pytest.mark.parametrize("name", ["", "大室", "x"])
def test_the_name_is_written_in_kana(name: str) -> None:
    state = touched(entered("SHIBO"), ELSEWHERE, (Action.SET_DECEASED, name))
    assert state.screen is Screen.DECEASED
    assert state.draft.problem is not None


def test_whoever_lives_alone_or_is_unknown_types_who_died() -> None:
    assert entered("SHIBO", alone()).screen is Screen.DECEASED
    begun = unknown_to_the_registry("SHIBO")
    assert (begun.screen, touched(begun, NAMED).screen) == (Screen.DECEASED, Screen.NAME)
    role: Touch = (Action.CHOOSE_ROLE, "relative")
    made = application_of(touched(answered(touched(begun, NAMED, OWN_NAME, role, ON, NO_TELEPHONE)), NEXT)).made
    assert (made.applicant_kana, [party.key for party in made.people if party.moves]) == (OWN_NAME[1], ["deceased"])


def test_where_no_card_said_it_the_departed_is_not_taken_for_the_applicant() -> None:
    state = touched(entered("SHIBO", replace_household(FAMILY, "", ("m1", "m2"))), *FATHER_DIED)
    assert state.screen is Screen.NAME
    made = application_of(touched(answered(touched(state, OWN_NAME, OF_THE_FAMILY, ON, NO_TELEPHONE)), NEXT)).made
    assert (made.applicant, made.household.remaining_head) == (OWN_NAME[1], "m2")


def test_nobody_is_asked_for_a_head_when_one_stays_or_the_head_lives() -> None:
    couple = replace_household(FAMILY, "m2", ("m1", "m2"))
    assert touched(entered("SHIBO", couple), *FATHER_DIED, OF_THE_FAMILY).screen is Screen.MOVED_ON
    mother = touched(entered("SHIBO"), (Action.CHOOSE_PERSON, "m2"), NEXT, OF_THE_FAMILY)
    assert mother.screen is Screen.MOVED_ON


def test_a_death_asks_for_at_most_a_dozen_touches_besides_its_questions() -> None:
    way = (*FATHER_DIED, OF_THE_FAMILY, MOTHER_LEADS, ON, NO_TELEPHONE)
    assert len(way) + 2 <= 12
    assert touched(entered("SHIBO"), *way).screen is Screen.QUESTION


@pytest.mark.parametrize(
    ("row", "screen"),
    [
        ("people", Screen.HOUSEHOLD),
        ("role", Screen.ROLE),
        ("remaining-head", Screen.REMAINING_HEAD),
        ("moved-on", Screen.MOVED_ON),
    ],
)
def test_every_row_of_the_check_page_can_be_changed(row: str, screen: Screen) -> None:
    changing = touched(died(), (Action.CHANGE, row))
    assert changing.screen is screen
    assert touched(changing, BACK).screen is Screen.REVIEW
