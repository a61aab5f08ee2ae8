"""The catalogue: one value, one sequence of bytes, one version; an unsound one is never read."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from protocol.errors import Malformed, UnsoundCatalogue
from protocol.village.catalogue import Catalogue, Procedure, canonical_bytes, decode_catalogue, version_of
from protocol.village.soundness import problems, read_catalogue

from .families import doshi


def with_first(**changes: object) -> Catalogue:
    first, *others = doshi().procedures
    return replace(doshi(), procedures=(replace(first, **changes), *others))


def complaints(catalogue: Catalogue) -> list[str]:
    return [problem.where for problem in problems(catalogue)]


def test_the_village_has_108_procedures_and_no_problems() -> None:
    assert len(doshi().procedures) == 108
    assert problems(doshi()) == ()


def test_the_same_catalogue_has_the_same_bytes_and_version() -> None:
    once = canonical_bytes(doshi())
    again = canonical_bytes(decode_catalogue(once))
    assert again == once
    assert decode_catalogue(once) == doshi()
    assert version_of(once) == version_of(again) != version_of(canonical_bytes(with_first(fee="300円")))


def test_a_misspelt_fact_keeps_a_catalogue_from_being_read() -> None:
    wrong = with_first(condition="a.has_dgo")
    with pytest.raises(UnsoundCatalogue, match=r"P001.*has_dgo"):
        read_catalogue(canonical_bytes(wrong))


def test_bytes_that_are_no_catalogue_are_malformed() -> None:
    with pytest.raises(Malformed):
        read_catalogue(b'{"municipality": 1}')


def test_unknown_names_and_days_are_named() -> None:
    assert complaints(with_first(department="無い課")) == ["P001"]
    assert complaints(with_first(events=("NOWHERE",))) == ["P001"]
    assert complaints(with_first(effective_from="2026-13-01")) == ["2026-13-01"]
    assert complaints(replace(doshi(), settings={})) == ["cfg.child_medical_max_fy_age"]
    assert complaints(replace(doshi(), questions=(doshi().questions[0],) * 2)) == ["p.mynumber"]
    assert complaints(replace(doshi(), questions=(replace(doshi().questions[0], fact="p.age"),))) == ["p.age"]


def versions(until: str, since: str) -> Catalogue:
    first = doshi().procedures[0]
    old: Procedure = replace(first, effective_until=until)
    return replace(doshi(), procedures=(old, replace(first, effective_from=since, fee="新")))


def test_two_versions_of_a_procedure_follow_each_other_and_never_overlap() -> None:
    following = versions("2027-03-31", "2027-04-01")
    assert problems(following) == ()
    assert [each.fee for each in following.in_force("2027-03-31")] == ["無料"]
    assert [each.fee for each in following.in_force("2027-04-01")] == ["新"]
    assert complaints(versions("2027-04-01", "2027-04-01")) == ["P001"]
    assert complaints(versions("", "2027-04-01")) == ["P001"]


def test_every_asked_fact_has_its_question() -> None:
    asked = {fact.path for fact in doshi().facts if fact.source == "asked"}
    assert asked == {question.fact for question in doshi().questions}
