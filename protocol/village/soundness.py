"""Whether a catalogue may be published: names are declared, rules compile, versions do not overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ..errors import UnsoundCatalogue
from .catalogue import Catalogue, Fact, FactKind, Procedure, Question, Scope, Source, decode_catalogue
from .rules import RuleChecker
from .stops import Stop


@dataclass(frozen=True)
class Problem:
    """One thing to put right: `where` is a procedure's id, a fact's path, an event's code or a day."""

    where: str
    complaint: str


def problems(catalogue: Catalogue) -> tuple[Problem, ...]:
    """Everything that keeps this catalogue from being published; empty when it is sound."""
    found = [*_doubles(catalogue), *_days(catalogue), *_events(catalogue), *_settings(catalogue)]
    facts = {fact.path: fact for fact in catalogue.facts}
    found += [problem for question in catalogue.questions for problem in _question(question, facts, _codes(catalogue))]
    found += _admissions(catalogue)
    checker = RuleChecker(catalogue.facts, _codes(catalogue))
    found += [problem for procedure in catalogue.procedures for problem in _procedure(procedure, catalogue, checker)]
    return (*found, *_overlaps(catalogue.procedures))


def read_catalogue(canonical: bytes) -> Catalogue:
    """The catalogue in these bytes, fit for Guidance. Raises Malformed and UnsoundCatalogue."""
    catalogue = decode_catalogue(canonical)
    if found := problems(catalogue):
        raise UnsoundCatalogue("; ".join(f"{problem.where}: {problem.complaint}" for problem in found))
    return catalogue


def _codes(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(event.code for event in catalogue.events)


def _doubles(catalogue: Catalogue) -> Iterator[Problem]:
    names = [
        [fact.path for fact in catalogue.facts],
        [event.code for event in catalogue.events],
        [question.fact for question in catalogue.questions],
        [department.name for department in catalogue.departments],
        [admission.event for admission in catalogue.admissions],
    ]
    for group in names:
        yield from (Problem(name, "is there twice") for name, count in Counter(group).items() if count > 1)


def _days(catalogue: Catalogue) -> Iterator[Problem]:
    spans = [day for each in catalogue.procedures for day in (each.effective_from, each.effective_until) if day]
    for day in (catalogue.effective_from, *catalogue.closed_days, *spans):
        if not _is_day(day):
            yield Problem(day, "is not an ISO day")


def _events(catalogue: Catalogue) -> Iterator[Problem]:
    answers = {fact.name for fact in catalogue.facts if fact.scope is Scope.ANSWER and fact.kind is FactKind.YES_NO}
    for event in catalogue.events:
        for name in event.implies.keys() - answers:
            yield Problem(event.code, f"implies the undeclared {name}")


def _admissions(catalogue: Catalogue) -> Iterator[Problem]:
    decided = {admission.event for admission in catalogue.admissions}
    for code in decided and _codes(catalogue) ^ decided:
        yield Problem(code, "must be both an event and decided for every proof of identity")
    for admission in catalogue.admissions:
        for stop in set(Stop) - admission.verdicts.keys():
            yield Problem(admission.event, f"has no verdict on {stop}")


def _settings(catalogue: Catalogue) -> Iterator[Problem]:
    declared = {fact.name: fact for fact in catalogue.facts if fact.scope is Scope.SETTING}
    for name in declared.keys() ^ catalogue.settings.keys():
        yield Problem(f"cfg.{name}", "must be both declared and set")
    for name in declared.keys() & catalogue.settings.keys():
        if not declared[name].accepts(catalogue.settings[name]):
            yield Problem(f"cfg.{name}", "does not take this value")


def _question(question: Question, facts: dict[str, Fact], codes: frozenset[str]) -> Iterator[Problem]:
    fact = facts.get(question.fact)
    if fact is None or fact.source is not Source.ASKED:
        yield Problem(question.fact, "is no fact that may be asked")
    elif fact.scope not in (Scope.ANSWER, Scope.PERSON):
        yield Problem(question.fact, "is not for residents to answer")
    elif fact.kind is not FactKind.YES_NO and not fact.choices:
        yield Problem(question.fact, "has no choices to ask with")
    for code in set(question.events) - codes:
        yield Problem(question.fact, f"names the unknown event {code}")


def _procedure(procedure: Procedure, catalogue: Catalogue, checker: RuleChecker) -> Iterator[Problem]:
    if procedure.department not in {department.name for department in catalogue.departments}:
        yield Problem(procedure.id, f"names the unknown department {procedure.department}")
    for code in set(procedure.events) - _codes(catalogue):
        yield Problem(procedure.id, f"names the unknown event {code}")
    if procedure.deadline is not None and procedure.deadline.amount < 1:
        yield Problem(procedure.id, "has a deadline of nothing")
    if complaint := checker.complaint(procedure.condition):
        yield Problem(procedure.id, complaint)


def _overlaps(procedures: Iterable[Procedure]) -> Iterator[Problem]:
    ordered = sorted(procedures, key=lambda each: (each.id, each.effective_from))
    for earlier, later in pairwise(ordered):
        if earlier.id == later.id and (not earlier.effective_until or later.effective_from <= earlier.effective_until):
            yield Problem(later.id, "has two versions in force on the same day")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
