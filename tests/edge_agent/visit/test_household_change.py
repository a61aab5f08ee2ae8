"""世帯変更 in its four kinds: who is asked, what is taken for granted, what cannot be."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from edge_agent.visit.application import application_of
from edge_agent.visit.draft import Change, Problem
from edge_agent.visit.guide import findings
from edge_agent.visit.happenings import Action, HouseholdCame
from edge_agent.visit.state import Screen
from edge_agent.visit.transitions import step
from protocol.wire.messages.applications import HouseholdPlan

from .farther import PARTED, YOUNG, changed, changing
from .moving import (
    BACK,
    FAMILY,
    FATHER,
    MOTHER,
    NEW,
    NEXT,
    WHEN,
    WHERE,
    Touch,
    at_household,
    at_no_household,
    chosen,
    refused,
    touched,
)

WHOLE: Touch = (Action.CHOOSE_ALL, "")
JOINED: Touch = (Action.SET_JOINED_HEAD, "オオムロ　ケン")
ONE_PURSE: Touch = (Action.SET_LIVELIHOOD, "yes")
TODAY_: Touch = (Action.SET_DAY, "R8.4.1")
SON_JOINS: tuple[Touch, ...] = ((Action.CHOOSE_PERSON, "m3"), NEXT, JOINED, ONE_PURSE)


def test_after_the_card_the_kind_is_asked_first() -> None:
    waiting = replace(at_household(), screen=Screen.CHECKING, life_event="SETAI", household=None)
    after, _ = step(waiting, HouseholdCame(FAMILY))
    assert (after.screen, after.household) == (Screen.CHANGE_KIND, FAMILY)


@pytest.mark.parametrize(
    ("kind", "touches", "screens", "plan"),
    [
        ("BUNRI", PARTED, [Screen.HOUSEHOLD, Screen.HOUSEHOLD, Screen.LIVELIHOOD],
         HouseholdPlan("new", "m3", "", 1, "", "BUNRI")),
        ("BUNRI", ((Action.CHOOSE_PERSON, "m2"), *PARTED[:2], (Action.CHOOSE_HEAD, "m2"), ONE_PURSE),
         [Screen.HOUSEHOLD, Screen.HOUSEHOLD, Screen.HOUSEHOLD, Screen.HEAD, Screen.LIVELIHOOD],
         HouseholdPlan("new", "m2", "", 2, "", "BUNRI")),
        ("KOSEI", SON_JOINS, [Screen.HOUSEHOLD, Screen.HOUSEHOLD, Screen.JOINED_HEAD, Screen.LIVELIHOOD],
         HouseholdPlan("existing", "", "", 1, "オオムロ　ケン", "KOSEI")),
        ("GAPPEI", (WHOLE, NEXT, JOINED, ONE_PURSE),
         [Screen.HOUSEHOLD, Screen.HOUSEHOLD, Screen.JOINED_HEAD, Screen.LIVELIHOOD],
         HouseholdPlan("existing", "", "", 4, "オオムロ　ケン", "GAPPEI")),
        ("KOSEI", ((Action.CHOOSE_PERSON, "m1"), NEXT, (Action.CHOOSE_REMAINING_HEAD, "m2"), JOINED, ONE_PURSE),
         [Screen.HOUSEHOLD, Screen.HOUSEHOLD, Screen.REMAINING_HEAD, Screen.JOINED_HEAD, Screen.LIVELIHOOD],
         HouseholdPlan("existing", "", "m2", 1, "オオムロ　ケン", "KOSEI")),
        ("NUSHI", ((Action.CHOOSE_HEAD, "m2"),), [Screen.HEAD], HouseholdPlan("new", "m2", "", 4, "", "NUSHI")),
    ],
    ids=["part", "part with a head", "join", "unite", "the head joins", "head"],
)  # fmt: skip
def test_each_kind_asks_what_it_needs_and_comes_to_a_plan(
    kind: str, touches: tuple[Touch, ...], screens: list[Screen], plan: HouseholdPlan
) -> None:
    state, seen = changing(kind), []
    for touch in touches:
        seen.append(state.screen)
        state = touched(state, touch)
    assert (seen, state.screen) == (screens, Screen.MOVED_ON)
    assert application_of(changed(kind, *touches)).made.household == plan


@pytest.mark.parametrize(
    ("touched_kind", "touches", "kind"),
    [("GAPPEI", SON_JOINS, Change.KOSEI), ("KOSEI", (WHOLE, NEXT, JOINED, ONE_PURSE), Change.GAPPEI)],
)
def test_whether_all_or_some_join_decides_by_itself(
    touched_kind: str, touches: tuple[Touch, ...], kind: Change
) -> None:
    made = application_of(changed(touched_kind, *touches)).made
    assert made.household.change == kind
    assert made.occurrences[0].implied == {"setai_kind": kind}


@pytest.mark.parametrize(
    ("kind", "touches", "procedure"), [("BUNRI", PARTED, "P006"), ("NUSHI", ((Action.CHOOSE_HEAD, "m2"),), "P007")]
)
def test_the_kind_is_never_asked_again_and_leads_to_its_procedure(
    kind: str, touches: tuple[Touch, ...], procedure: str
) -> None:
    state = changed(kind, *touches)
    assert "a.setai_kind" not in {answer.ref.path for answer in state.draft.answers}
    assert {"P006", "P007"} & {finding.procedure.id for finding in findings(state)} == {procedure}


def test_when_only_the_head_changes_everybody_stays() -> None:
    made = application_of(changed("NUSHI", (Action.CHOOSE_HEAD, "m2"))).made
    [occurred] = made.occurrences
    assert (occurred.members, occurred.household) == (("m1", "m2", "m3", "m4"), {"remaining": 4, "head_lost": False})
    assert refused(changing("NUSHI"), (Action.CHOOSE_HEAD, "m1"), (Action.CHOOSE_HEAD, "m9"))


def test_a_head_under_fifteen_is_asked_about_and_may_stand() -> None:
    alert = touched(changing("NUSHI"), *YOUNG)
    assert alert.screen is Screen.ALERT
    assert touched(alert, (Action.AGREE_ALERT, "")).screen is Screen.TELEPHONE
    mended = touched(alert, (Action.MEND_ALERT, ""))
    assert mended.screen is Screen.HEAD
    assert touched(mended, (Action.CHOOSE_HEAD, "m2")).screen is Screen.TELEPHONE
    assert touched(changing("NUSHI"), (Action.CHOOSE_HEAD, "m2"), TODAY_).screen is Screen.TELEPHONE


def test_nobody_left_behind_is_no_parting() -> None:
    state = touched(changing("BUNRI"), WHOLE, NEXT)
    assert (state.screen, state.draft.problem) == (Screen.HOUSEHOLD, Problem.NOBODY_LEFT)
    assert touched(state, (Action.CHOOSE_PERSON, "m1")).draft.problem is None
    assert touched(state, (Action.CHOOSE_PERSON, "m1"), NEXT).screen is Screen.HEAD


@pytest.mark.parametrize("kind", ["BUNRI", "NUSHI"])
def test_a_household_of_one_can_neither_part_nor_change_its_head(kind: str) -> None:
    alone = msgspec.structs.replace(FAMILY, members=(FATHER,))
    begun = replace(at_household(alone), screen=Screen.CHANGE_KIND, life_event="SETAI")
    state = touched(begun, (Action.CHOOSE_CHANGE, kind))
    assert (state.screen, state.draft.problem) == (Screen.CHANGE_KIND, Problem.ALONE)
    assert touched(state, (Action.CHOOSE_CHANGE, "GAPPEI")).draft.problem is None


@pytest.mark.parametrize(
    ("kind", "touches", "problem"),
    [("BUNRI", PARTED[:2], Problem.LIVELIHOOD_SHARED), ("KOSEI", SON_JOINS[:3], Problem.LIVELIHOOD_APART)],
)
def test_the_wrong_purse_stays_on_the_screen(kind: str, touches: tuple[Touch, ...], problem: Problem) -> None:
    state = touched(changing(kind), *touches, (Action.SET_LIVELIHOOD, "no"))
    assert (state.screen, state.draft.problem) == (Screen.LIVELIHOOD, problem)
    assert touched(state, ONE_PURSE).screen is Screen.MOVED_ON


@pytest.mark.parametrize("typed", ["ドウシ　タロウ", "ドウシ タロウ", "ﾄﾞｳｼﾀﾛｳ"])
def test_the_own_head_is_not_the_one_of_the_household_that_is_joined(typed: str) -> None:
    asked = touched(changing("KOSEI"), *SON_JOINS[:2])
    state = touched(asked, (Action.SET_JOINED_HEAD, typed))
    assert (state.screen, state.draft.problem) == (Screen.JOINED_HEAD, Problem.OWN_HEAD)
    assert touched(asked, (Action.SET_JOINED_HEAD, "道志")).draft.problem is Problem.NO_NAME
    assert touched(asked, (Action.SET_JOINED_HEAD, "")).draft.joined_head == ""


def test_a_move_that_joins_a_household_asks_whose_it_is() -> None:
    asked = touched(chosen("m3"), *WHERE, WHEN, (Action.CHOOSE_JOINING, "existing"))
    assert asked.screen is Screen.JOINED_HEAD
    joined = touched(asked, JOINED)
    assert (joined.screen, joined.draft.joined_head) == (Screen.TELEPHONE, "オオムロ　ケン")
    assert touched(joined, BACK, BACK, NEW).draft.joined_head is None


def test_another_kind_asks_its_own_questions_and_another_people() -> None:
    review = changed("NUSHI", (Action.CHOOSE_HEAD, "m2"))
    again = touched(review, (Action.CHANGE, "change"), (Action.CHOOSE_CHANGE, "BUNRI"))
    assert (again.screen, again.chosen) == (Screen.HOUSEHOLD, frozenset())
    assert refused(review, (Action.CHANGE, "people"), (Action.CHANGE, "joining"))
    same = touched(review, (Action.CHANGE, "change"), (Action.CHOOSE_CHANGE, "NUSHI"))
    assert same.screen is Screen.REVIEW


@pytest.mark.parametrize("kind", list(Change))
def test_without_a_household_every_kind_reaches_the_day(kind: Change) -> None:
    begun = replace(at_no_household(), life_event="SETAI")
    state = touched(begun, NEXT, (Action.CHOOSE_CHANGE, kind.value), (Action.SET_NAME, "ドウシ　ジロウ"))
    if state.screen is Screen.MOVERS:
        state = touched(state, (Action.SET_MOVERS, "1"))
    if state.screen is Screen.JOINED_HEAD:
        state = touched(state, JOINED)
    if state.screen is Screen.LIVELIHOOD:
        state = touched(state, ONE_PURSE)
    assert state.screen is Screen.MOVED_ON


def test_the_mother_alone_may_lead_those_who_part() -> None:
    state = touched(changing("BUNRI"), (Action.CHOOSE_PERSON, "m2"), (Action.CHOOSE_PERSON, "m4"), NEXT)
    assert state.screen is Screen.HEAD
    assert touched(state, (Action.CHOOSE_HEAD, MOTHER.key)).screen is Screen.LIVELIHOOD
