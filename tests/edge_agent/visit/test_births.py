"""出生: the child is a person of its own, whoever its parents are; twins one after the other."""

from __future__ import annotations

import pytest

from edge_agent.visit.application import application_of
from edge_agent.visit.draft import Problem
from edge_agent.visit.guide import circumstances, findings
from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Screen
from protocol.village.guidance import Standing
from protocol.wire.messages.residents import Sex

from .moving import BACK, FAMILY, NEXT, NO_TELEPHONE, Touch, answered, refused, touched
from .occasions import (
    A_GIRL,
    BORN,
    GIRL,
    NAMED,
    ONE,
    OWN_NAME,
    born,
    entered,
    replace_household,
    unknown_to_the_registry,
)

TWINS: tuple[Touch, ...] = ((Action.SET_NEWBORNS, "2"), BORN)


def test_the_newborn_moves_and_lives_with_the_household() -> None:
    made = application_of(born()).made
    [birth] = made.occurrences
    assert (birth.event, birth.day, birth.movers) == ("SHUSSHO", "2026-03-30", ("baby-1",))
    assert birth.members == ("baby-1", "m1", "m2", "m3", "m4")
    assert (made.moved_on, made.moved_on_written, made.household.movers) == ("2026-03-30", "R8.3.30", 1)
    baby = next(party for party in made.people if party.key == "baby-1")
    assert (baby.kana, baby.birth.iso, baby.sex, baby.is_from_registry) == ("ハナ", "2026-03-30", Sex.FEMALE, False)
    assert [party.key for party in made.people if party.moves] == ["baby-1"]
    assert made.applicant == "道志　一郎"


def test_the_related_applications_are_signed_and_the_notice_is_guided() -> None:
    assert touched(born(), (Action.SIGN, "")).screen is Screen.SIGN
    needed = {finding.procedure.id for finding in findings(born()) if finding.standing is Standing.APPLIES}
    assert {"P019", "P505", "P514", "P516"} <= needed


def test_a_birth_is_never_later_than_today_nor_on_a_day_that_never_was() -> None:
    for written, problem in (("R8.4.2", Problem.NOT_YET), ("R8.2.30", Problem.NO_SUCH_DAY)):
        state = touched(entered("SHUSSHO"), ONE, (Action.SET_BORN_ON, written))
        assert (state.screen, state.draft.problem) == (Screen.BORN_ON, problem)


def test_a_name_need_not_be_decided_and_a_sex_need_not_be_said() -> None:
    state = touched(entered("SHUSSHO"), ONE, BORN, (Action.SET_NEWBORN_SEX, "unknown"), (Action.SET_NEWBORN_NAME, ""))
    assert state.screen is Screen.TELEPHONE
    made = application_of(touched(answered(touched(state, NO_TELEPHONE)), NEXT)).made
    baby = next(party for party in made.people if party.key == "baby-1")
    assert (baby.name, baby.sex) == ("", Sex.UNKNOWN)


@pytest.mark.parametrize("name", ["花", "<b>"])
def test_a_name_is_written_in_kana(name: str) -> None:
    state = touched(entered("SHUSSHO"), *A_GIRL[:3], (Action.SET_NEWBORN_NAME, name))
    assert (state.screen, state.draft.problem) == (Screen.NEWBORN_NAME, Problem.NO_NAME)


def test_twins_are_asked_about_one_after_the_other_and_back_again() -> None:
    sexes = touched(entered("SHUSSHO"), *TWINS)
    assert (sexes.screen, sexes.draft.newborn) == (Screen.NEWBORN_SEX, 0)
    second = touched(sexes, GIRL)
    assert (second.screen, second.draft.newborn) == (Screen.NEWBORN_SEX, 1)
    names = touched(second, (Action.SET_NEWBORN_SEX, "male"), NAMED)
    assert (names.screen, names.draft.newborn) == (Screen.NEWBORN_NAME, 1)
    back = touched(names, BACK, BACK)
    assert (back.screen, back.draft.newborn, [one.sex for one in back.draft.newborns]) == (
        Screen.NEWBORN_SEX, 1, ["female", "male"]
    )  # fmt: skip
    assert touched(back, BACK, BACK).screen is Screen.BORN_ON
    assert touched(names, (Action.SET_NEWBORN_NAME, "タロウ")).screen is Screen.TELEPHONE


def test_one_child_less_is_forgotten_and_one_more_is_asked_about() -> None:
    twins = touched(entered("SHUSSHO"), *TWINS, GIRL, GIRL, NAMED, NAMED)
    assert twins.screen is Screen.TELEPHONE
    fewer = touched(twins, BACK, BACK, BACK, BACK, BACK, BACK, ONE)
    assert (fewer.screen, len(fewer.draft.newborns)) == (Screen.TELEPHONE, 1)
    more = touched(fewer, BACK, BACK, BACK, BACK, (Action.SET_NEWBORNS, "3"))
    assert (more.screen, len(more.draft.newborns)) == (Screen.NEWBORN_SEX, 3)
    assert refused(more, (Action.SET_NEWBORNS, "1"))
    assert refused(entered("SHUSSHO"), (Action.SET_NEWBORNS, "4"), (Action.SET_NEWBORNS, "0"))


def test_a_birth_goes_on_without_a_household() -> None:
    begun = unknown_to_the_registry("SHUSSHO")
    assert begun.screen is Screen.NAME
    state = touched(answered(touched(begun, OWN_NAME, *A_GIRL, NO_TELEPHONE)), NEXT)
    made = application_of(state).made
    assert [(party.key, party.moves) for party in made.people] == [("own", False), ("baby-1", True)]
    assert (made.applicant_kana, made.occurrences[0].members) == (OWN_NAME[1], None)


def test_where_no_card_said_it_the_name_of_who_stands_here_is_asked() -> None:
    state = entered("SHUSSHO", replace_household(FAMILY, "", ("m1", "m2")))
    assert state.screen is Screen.NAME
    made = application_of(touched(answered(touched(state, OWN_NAME, *A_GIRL, NO_TELEPHONE)), NEXT)).made
    assert made.applicant_kana == OWN_NAME[1]


def test_the_child_s_age_counts_from_its_birth() -> None:
    known = circumstances(born())
    assert known.people["baby-1"].on(known.occurrences[0].day)["age"] == 0


@pytest.mark.parametrize("row", ["newborns", "born-on", "newborn-sex", "newborn-name"])
def test_every_row_of_the_check_page_can_be_changed(row: str) -> None:
    changing = touched(born(), (Action.CHANGE, row))
    assert changing.screen is Screen(row)
    assert touched(changing, BACK).screen is Screen.REVIEW
