"""Why each procedure of a case stands as it does, by the catalogue and the day of its visit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from protocol.village.catalogue import Catalogue, FactValue, Scope
from protocol.village.circumstances import Circumstances, FactRef, Occurrence, Person
from protocol.village.explanation import Explanation, Reason, explain
from protocol.village.guidance import Finding, Guidance, Standing
from protocol.wire.messages.applications import ApplicationMade, Party

from .case import Why
from .views import day_in

_NEW_HOUSEHOLD = "new"


def reasons(application: ApplicationMade, catalogue: Catalogue, day: date) -> tuple[Why, ...]:
    """Every procedure of this life event, those that do not apply included, in the catalogue's order.

    Takes a while; empty when this catalogue cannot have guided the visit.
    """
    try:
        guidance = Guidance(catalogue, application.catalogue, day)
        circumstances = circumstances_of(application, catalogue, day)
        findings = guidance.judge(circumstances)
    except ValueError:
        return ()
    wanted = [finding for finding in findings if _is_of_interest(finding, application.life_event)]
    names = {party.key: party.name for party in application.people}
    return tuple(_why(explain(guidance, circumstances, finding.procedure.id), names) for finding in wanted)


def circumstances_of(application: ApplicationMade, catalogue: Catalogue, day: date) -> Circumstances:
    """The visit as its guidance saw it. Raises ValueError for facts that are none."""
    people = {party.key: Person(day_in(party.birth.iso), _facts(party, catalogue)) for party in application.people}
    movers = _movers(application)
    moved_on = day_in(application.moved_on) or day
    members = movers if application.household.joins == _NEW_HOUSEHOLD else None
    occurrence = Occurrence(application.life_event, moved_on, movers, members, _household_facts(application))
    known = Circumstances(people, (occurrence,))
    for answered in application.answers:
        ref = FactRef(answered.fact, answered.person)
        if answered.person in people or ref.scope is not Scope.PERSON:
            known = known.answered(ref, answered.value)
    return known


def _is_of_interest(finding: Finding, life_event: str) -> bool:
    return finding.standing is not Standing.DOES_NOT_APPLY or life_event in finding.procedure.events


def _why(explanation: Explanation, names: Mapping[str, str]) -> Why:
    procedure = explanation.finding.procedure
    texts = tuple(dict.fromkeys(_text(reason, names) for reason in explanation.reasons))
    return Why(procedure.id, procedure.name, explanation.finding.standing.value, texts)


def _text(reason: Reason, names: Mapping[str, str]) -> str:
    """The fact, and whose it is."""
    name = names.get(reason.fact.person)
    return f"{reason.text}（{name}）" if name else reason.text


def _is_from_registry(application: ApplicationMade) -> bool:
    return any(party.is_from_registry for party in application.people)


def _movers(application: ApplicationMade) -> tuple[str, ...] | None:
    """Whose move it is; None: only how many is known."""
    movers = tuple(party.key for party in application.people if party.moves)
    return movers if _is_from_registry(application) or application.household.movers == 1 else None


def _household_facts(application: ApplicationMade) -> dict[str, FactValue | None]:
    if not _is_from_registry(application):
        return {}
    staying = [party for party in application.people if not party.moves]
    had_head = any(party.is_head for party in application.people)
    has_head = any(party.is_head for party in staying)
    return {"remaining": len(staying), "head_lost": had_head and not has_head}


def _facts(party: Party, catalogue: Catalogue) -> dict[str, FactValue | None]:
    """What was known of somebody, as far as this catalogue has a word for it."""
    declared = {fact.name: fact for fact in catalogue.facts if fact.scope is Scope.PERSON}
    known = {"foreign": party.is_foreign, **party.facts}
    return {name: value for name, value in known.items() if name in declared and declared[name].accepts(value)}
