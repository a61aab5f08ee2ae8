"""Rules: the saving check, three values, and a second engine that must agree."""

from __future__ import annotations

from functools import cache

import celpy
import pytest
from celpy.adapter import json_to_cel
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.village.catalogue import Procedure, Scope
from protocol.village.circumstances import Circumstances, FactRef, Scene
from protocol.village.rules import Activation, Rule, RuleChecker, Truth, either, used_facts

from .families import doshi, guidance
from .strategies import value_of, visits

EVERYTHING = guidance()
SECOND_ENGINE = celpy.Environment()


def complaint(condition: str) -> str:
    return RuleChecker(doshi().facts, [event.code for event in doshi().events]).complaint(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "a.has_dgo",
        "movers.exists(p, p.agee >= 65)",
        "hh.members.exists(c, c.hi == 'KOKUHO' && c.fy_agee <= 17)",
        "movers.exists(p, hh.members.exists(c, c.age > p.aeg))",
        "movers.exists(p, p.hi == 'KOKHUO')",
        "event == 'TENNYUU'",
        "movers .exists(p, p.agee > 1)",
        "movers[0].age > 1",
        "(movers).exists(p, p.agee > 1)",
        "cfg.child_medical_max == 1",
        "a['has_dgo']",
        "hello(a.has_dog)",
    ],
)
def test_a_misspelt_name_is_refused(condition: str) -> None:
    assert complaint(condition)


@pytest.mark.parametrize(
    "condition",
    ["a.has_dog == 1", "movers.exists(p, p.age == 'KOKUHO')", "movers.exists(p, p.handbook == 'SHINTAI')",
     "hh.remaining", "event in [1]", "a.has_dog &&", "", "movers.exists(a, a.age > 1)"],
)  # fmt: skip
def test_a_condition_of_the_wrong_type_is_refused(condition: str) -> None:
    assert complaint(condition)


@pytest.mark.parametrize(
    "condition", ["has(a.has_dog)", "dyn(a.has_dog) == 1", "a.has_dog // it's", "type(a.has_dog) == bool"]
)
def test_what_would_see_an_unknown_as_false_is_refused(condition: str) -> None:
    assert complaint(condition)


@pytest.mark.parametrize(
    "condition",
    ["a.has_dog", "movers.exists(p, p.age >= 65) && size(hh.members) > 1",
     "hh.members.all(c, c.fy_age <= cfg.child_medical_max_fy_age)",
     "movers.filter(p, p.foreign).size() == 2", "movers.exists(p, hh.members.exists(c, c.age > p.age))"],
)  # fmt: skip
def test_a_right_condition_passes(condition: str) -> None:
    assert complaint(condition) == ""


def test_used_facts_are_found_whatever_the_person_is_called() -> None:
    assert used_facts("movers.exists(x, x.hi == 'a.b') && hh.members.exists(c, c.age < 3) && a.has_dog") == (
        "p.hi",
        "p.age",
        "a.has_dog",
    )


def test_an_unknown_fact_is_unknown_unless_the_others_decide() -> None:
    bare = Activation({"event": "TENNYU", "movers": [{}, {"age": 70}], "a": {}, "hh": {}, "cfg": {}})
    assert Rule("a.has_dog").judge(bare) is Truth.UNKNOWN
    assert Rule("a.has_dog && event == 'OTHER'").judge(bare) is Truth.NO
    assert Rule("a.has_dog || event == 'TENNYU'").judge(bare) is Truth.YES
    assert Rule("movers.exists(p, p.age >= 65)").judge(bare) is Truth.YES
    assert Rule("movers.exists(p, p.age >= 75)").judge(bare) is Truth.UNKNOWN
    assert Rule("hh.members.exists(p, p.age >= 75)").judge(bare) is Truth.UNKNOWN


def test_either_is_the_disjunction_of_three_values() -> None:
    assert either([]) is Truth.NO
    assert either([Truth.NO, Truth.UNKNOWN]) is Truth.UNKNOWN
    assert either([Truth.UNKNOWN, Truth.YES]) is Truth.YES


@cache
def second_opinion(condition: str) -> celpy.Runner:
    return SECOND_ENGINE.program(SECOND_ENGINE.compile(condition))


@settings(max_examples=12, deadline=None)
@given(visits(whole=True))
def test_a_second_engine_agrees_on_every_rule(visit: Circumstances) -> None:
    for scene in EVERYTHING.scenes(visit):
        facts = {"a": {"name_or_address_changed": True, "moved_from_outside_prefecture": False}} | scene.facts()
        theirs = {name: json_to_cel(value) for name, value in facts.items()}  # type: ignore[arg-type]
        for procedure in doshi().procedures:
            expected = bool(second_opinion(procedure.condition).evaluate(theirs))
            assert Rule(procedure.condition).judge(Activation(facts)) is (Truth.YES if expected else Truth.NO), (
                procedure.id
            )


@settings(max_examples=60, deadline=None)
@given(visits(), st.data())
def test_learning_a_fact_never_turns_a_certain_answer_round(visit: Circumstances, data: st.DataObject) -> None:
    for scene in EVERYTHING.scenes(visit):
        for procedure in EVERYTHING.procedures:
            unchanged(procedure, scene, data)


def unchanged(procedure: Procedure, scene: Scene, data: st.DataObject) -> None:
    """Every known fact forgotten, one after the other, leads from a certain answer to the same one or to unknown."""
    rule = EVERYTHING.rule(procedure.id)
    truth = rule.judge(Activation(scene.facts()))
    for ref in scene.refs(rule.uses):
        if scene.known(ref) is not None:
            poorer = rule.judge(Activation(scene.having(ref, None).facts()))
            assert poorer in (truth, Truth.UNKNOWN), (procedure.id, ref)
        elif truth is not Truth.UNKNOWN:
            richer = scene.having(ref, data.draw(value_of(EVERYTHING.declared(ref.path))))
            assert rule.judge(Activation(richer.facts())) is truth, (procedure.id, ref)


@pytest.mark.parametrize("procedure", doshi().procedures, ids=lambda procedure: procedure.id)
def test_a_rule_is_certainly_false_for_events_it_is_not_listed_under(procedure: Procedure) -> None:
    for event in doshi().events:
        if event.code not in procedure.events:
            scene = Scene(event.code, {}, None, None, {scope: {} for scope in Scope})
            assert Rule(procedure.condition).judge(Activation(scene.facts())) is Truth.NO, event.code


def test_a_person_s_fact_knows_its_scope() -> None:
    assert (FactRef("p.kaigo", "one").scope, FactRef("p.kaigo", "one").name) == (Scope.PERSON, "kaigo")
