"""Guidance: unknown is not false, several events at once, ages at their borders, why, and what is worth asking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from protocol.village.asking import open_questions
from protocol.village.catalogue import FactValue
from protocol.village.circumstances import Circumstances, FactRef, Occurrence, Person
from protocol.village.explanation import explain
from protocol.village.guidance import Standing
from protocol.village.rules import Activation, Truth

from .families import TODAY, guidance, no_to_everything, person, required, standing, visit
from .strategies import visits
from .test_golden_scenarios import gs1, gs4


def move(day: date, born: date, **facts: FactValue) -> Circumstances:
    known = person(0, **facts).facts
    occurrence = Occurrence("TENNYU", day, ("one",), ("one",), {"remaining": 0, "head_lost": False})
    return Circumstances({"one": Person(born, known)}, (occurrence,), {**no_to_everything(), "want_inkan": True})


@pytest.mark.parametrize(("days", "yes"), [(-2, False), (-1, True), (0, True), (1, True)])
def test_long_term_care_insurance_begins_on_the_day_before_the_65th_birthday(days: int, yes: bool) -> None:
    birthday = date(2026, 11, 23)
    visit = move(birthday + timedelta(days=days), date(1961, 11, 23))
    assert ("P301" in required(visit)) is yes


@pytest.mark.parametrize(("days", "yes"), [(-2, False), (-1, False), (0, True), (1, True)])
def test_the_insurance_of_the_old_begins_on_the_75th_birthday_itself(days: int, yes: bool) -> None:
    visit = move(date(2026, 11, 23) + timedelta(days=days), date(1951, 11, 23), hi="KOKUHO")
    assert ("P201" in required(visit)) is yes
    assert ("P101" in required(visit)) is not yes


@pytest.mark.parametrize(("days", "yes"), [(-2, False), (-1, False), (0, True), (1, True)])
def test_a_seal_may_be_registered_from_the_15th_birthday(days: int, yes: bool) -> None:
    visit = move(date(2026, 11, 23) + timedelta(days=days), date(2011, 11, 23))
    assert ("P016" in required(visit)) is yes


@pytest.mark.parametrize(("days", "yes"), [(-2, False), (-1, True), (0, True), (1, True)])
def test_the_national_pension_begins_on_the_day_before_the_20th_birthday(days: int, yes: bool) -> None:
    visit = move(date(2026, 11, 23) + timedelta(days=days), date(2006, 11, 23), student=True, nenkin=1)
    assert ("P110" in required(visit)) is yes


@pytest.mark.parametrize(
    ("born", "yes"), [(date(2020, 3, 31), True), (date(2020, 4, 1), True), (date(2020, 4, 2), False)]
)
def test_who_is_born_on_the_first_of_april_is_in_the_older_grade(born: date, yes: bool) -> None:
    assert ("P601" in required(move(date(2026, 5, 1), born))) is yes


def test_an_unknown_birth_date_leaves_age_rules_to_the_counter() -> None:
    visit = move(TODAY, date(1950, 1, 1))
    unborn = replace(visit, people={"one": replace(visit.people["one"], born=None)})
    assert standing(unborn, "P301") is Standing.ASK_AT_COUNTER


def test_an_unanswered_question_is_left_to_the_counter_and_so_is_dont_know() -> None:
    visit = move(TODAY, date(1950, 1, 1))
    unanswered = replace(visit, answers={key: value for key, value in visit.answers.items() if key != "has_dog"})
    assert standing(unanswered, "P806") is Standing.ASK_AT_COUNTER
    assert standing(unanswered.answered(FactRef("a.has_dog"), None), "P806") is Standing.ASK_AT_COUNTER
    assert standing(unanswered.answered(FactRef("a.has_dog"), True), "P806") is Standing.APPLIES
    assert standing(unanswered.answered(FactRef("a.has_dog"), False), "P806") is Standing.DOES_NOT_APPLY


def test_several_events_add_up_and_each_has_its_own_people() -> None:
    both = visit("TENNYU", [person(30)], moved_from_outside_prefecture=False)
    born = Occurrence("SHUSSHO", TODAY, ("baby",), ("baby", "mover-1"), {})
    people = {**both.people, "baby": Person(TODAY, person(0).facts)}
    family = Circumstances(people, (*both.occurrences, born), both.answers)
    assert {"P001", "P019", "P514"} <= set(required(family))
    finding = next(each for each in guidance().judge(family) if each.procedure.id == "P514")
    assert finding.events == ("SHUSSHO",)


def test_a_fact_nobody_declared_or_a_wrong_value_is_a_broken_promise() -> None:
    visit = move(TODAY, date(1950, 1, 1))
    for answers in ({"has_dgo": True}, {"has_dog": 1}, {"setai_kind": "SPLIT"}):
        with pytest.raises(ValueError, match=r"^a\."):
            guidance().judge(replace(visit, answers=answers))


def test_a_rule_of_the_past_is_not_in_force() -> None:
    ids = [[each.id for each in guidance(day).procedures] for day in (date(2026, 5, 25), date(2026, 5, 26))]
    assert ["P027" in each for each in ids] == [True, False]


def test_why_names_only_the_facts_that_decided() -> None:
    explanation = explain(guidance(), gs1(), "P806")
    assert [reason.text for reason in explanation.reasons] == ["犬を飼っている：はい"]
    assert explain(guidance(), gs1(), "P001").reasons == ()


def test_why_not_names_the_fact_that_spoke_against_it() -> None:
    explanation = explain(guidance(), gs1(), "P016")
    assert explanation.finding.standing is Standing.DOES_NOT_APPLY
    assert [reason.text for reason in explanation.reasons] == ["印鑑登録をする：いいえ"]
    assert [reason.text for reason in explain(guidance(), gs4(), "P007").reasons] == ["残る世帯員の人数：1"]


def test_why_unknown_names_what_is_missing() -> None:
    family = gs1()
    forgetful = replace(family, answers={key: value for key, value in family.answers.items() if key != "has_dog"})
    assert [reason.text for reason in explain(guidance(), forgetful, "P806").reasons] == [
        "犬を飼っている：まだ分かっていません"
    ]


@settings(max_examples=40, deadline=None)
@given(visits())
def test_the_facts_that_decided_are_enough_by_themselves_and_none_is_too_many(visit: Circumstances) -> None:
    for finding in guidance().judge(visit):
        if finding.standing is Standing.APPLIES:
            kept = {reason.fact for reason in explain(guidance(), visit, finding.procedure.id).reasons}
            rule = guidance().rule(finding.procedure.id)
            scene = next(each for each in guidance().scenes(visit) if each.event == finding.events[0])
            for ref in set(scene.refs(rule.uses)) - kept:
                scene = scene.having(ref, None)
            assert rule.judge(Activation(scene.facts())) is Truth.YES
            assert all(rule.judge(Activation(scene.having(ref, None).facts())) is Truth.UNKNOWN for ref in kept)


def test_only_questions_that_can_change_something_are_asked() -> None:
    alone = move(TODAY, date(1950, 1, 1))
    asked = {each.fact.path for each in open_questions(guidance(), replace(alone, answers={}))}
    assert {"a.has_dog", "a.want_certificate", "a.want_inkan"} <= asked
    assert not asked & {
        "a.want_nursery",
        "a.want_after_school",
        "a.far_from_school",
        "a.keep_married_name",
    }


def test_what_the_register_knows_and_what_was_answered_is_not_asked_again() -> None:
    assert open_questions(guidance(), gs1()) == ()
    unsure = gs1().answered(FactRef("a.has_dog"), None)
    assert open_questions(guidance(), unsure) == ()


def test_a_question_about_a_person_is_asked_for_those_it_matters_for() -> None:
    known = {key: value for key, value in person(0).facts.items() if key not in ("student", "nenkin")}
    people = {"child": Person(date(2018, 1, 1), known), "grown": Person(date(2000, 1, 1), known)}
    occurrence = Occurrence("TENNYU", TODAY, ("child", "grown"), ("child", "grown"), {"remaining": 0})
    visit = Circumstances(people, (occurrence,), no_to_everything())
    asked = {each.fact for each in open_questions(guidance(), visit)}
    assert asked == {FactRef("p.student", "grown"), FactRef("p.nenkin", "grown")}


def test_what_only_staff_ask_is_not_asked_of_residents() -> None:
    middle = visit("KAIGO", [person(50)])
    unasked = replace(
        middle, answers={key: value for key, value in middle.answers.items() if key != "specified_disease"}
    )
    assert open_questions(guidance(), unasked) == ()
    assert [each.fact.path for each in open_questions(guidance(), unasked, staff=True)] == ["a.specified_disease"]


@settings(max_examples=15, deadline=None)
@given(visits(whole=True))
def test_nothing_is_left_to_ask_when_everything_is_known(visit: Circumstances) -> None:
    assert open_questions(guidance(), visit) == ()
