"""Invented families and the village's own catalogue, for tests of guidance."""

from __future__ import annotations

from datetime import date
from functools import cache

from protocol.village.catalogue import Catalogue, FactKind, FactValue, Scope, Source, canonical_bytes, version_of
from protocol.village.circumstances import Circumstances, Facts, Occurrence, Person
from protocol.village.guidance import Guidance, Standing
from provisioning.site.catalogue import village_catalogue

TODAY = date(2026, 11, 23)

_PERSON: dict[str, FactValue] = {
    "foreign": False, "mynumber": False, "cert_sign": False, "inkan": False, "hi": "SHAHO", "nenkin": 0,
    "pension": False, "pension_linked": True, "kaigo": "", "handbook": (), "handbook_severe": False,
    "student": False, "pregnant": False,
}  # fmt: skip


@cache
def doshi() -> Catalogue:
    """The catalogue of the village."""
    return village_catalogue()


@cache
def guidance(day: date = TODAY) -> Guidance:
    """The village's guidance on a day, by default the day of these tests."""
    return Guidance(doshi(), version_of(canonical_bytes(doshi())), day)


def person(age: int, **facts: FactValue) -> Person:
    """Somebody of this age (half a year past the birthday), of whom everything is known; no is the ordinary answer."""
    return Person(date(TODAY.year - age, 5, 20), {**_PERSON, **facts})


def no_to_everything() -> dict[str, FactValue]:
    """Every answer given, and every one of them no; nothing for choices."""
    asked = [fact for fact in doshi().facts if fact.scope is Scope.ANSWER and fact.source is Source.ASKED]
    return {**{fact.name: False for fact in asked if fact.kind is FactKind.YES_NO}, "mother_nenkin": 0}


def visit(
    event: str,
    movers: list[Person],
    *,
    staying: list[Person] | None = None,
    joined: list[Person] | None = None,
    head_lost: bool = False,
    **answers: FactValue,
) -> Circumstances:
    """One event of a family; `staying` live in the old household after it, `joined` in the new one with the movers."""
    left, old = event in ("TENSHUTSU", "TENSHUTSU_ABROAD", "SHIBO"), staying or []
    people = {f"mover-{number}": each for number, each in enumerate(movers, 1)}
    rest = {f"member-{number}": each for number, each in enumerate([*old, *(joined or [])], 1)}
    household: Facts = {"remaining": len(old), "head_lost": head_lost}
    members = tuple(rest) if left else (*people, *rest)
    occurrence = Occurrence(event, TODAY, tuple(people), members, household)
    return Circumstances({**people, **rest}, (occurrence,), {**no_to_everything(), **answers})


def required(circumstances: Circumstances) -> list[str]:
    """The ids of the procedures that apply."""
    findings = guidance().judge(circumstances)
    return [finding.procedure.id for finding in findings if finding.standing is Standing.APPLIES]


def standing(circumstances: Circumstances, procedure_id: str) -> Standing:
    """How one procedure stands."""
    findings = guidance().judge(circumstances)
    return next(finding.standing for finding in findings if finding.procedure.id == procedure_id)
