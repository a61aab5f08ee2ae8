"""Why each procedure of a case stands as it does, by the catalogue and the day of its visit."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date

from protocol.village.catalogue import Catalogue, FactValue, Scope
from protocol.village.circumstances import Circumstances, FactRef, Occurrence, Person
from protocol.village.explanation import Explanation, Reason, explain
from protocol.village.guidance import Finding, Guidance, Standing
from protocol.wire.messages.applications import ApplicationMade, Occurred, Party

from .case import Why
from .views import day_in


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
    events = {each.event for each in application.occurrences}
    wanted = [finding for finding in findings if _is_of_interest(finding, events)]
    names = {party.key: party.name for party in application.people}
    return tuple(_why(explain(guidance, circumstances, finding.procedure.id), names) for finding in wanted)


def circumstances_of(application: ApplicationMade, catalogue: Catalogue, day: date) -> Circumstances:
    """The visit as its guidance saw it. Raises ValueError for facts that are none."""
    people = {party.key: Person(day_in(party.birth.iso), _facts(party, catalogue)) for party in application.people}
    known = Circumstances(people, tuple(_occurrence(each, people, day) for each in application.occurrences))
    for answered in application.answers:
        ref = FactRef(answered.fact, answered.person)
        if answered.person in people or ref.scope is not Scope.PERSON:
            known = known.answered(ref, answered.value)
    return known


def _is_of_interest(finding: Finding, events: Set[str]) -> bool:
    return finding.standing is not Standing.DOES_NOT_APPLY or not events.isdisjoint(finding.procedure.events)


def _why(explanation: Explanation, names: Mapping[str, str]) -> Why:
    procedure = explanation.finding.procedure
    texts = tuple(dict.fromkeys(_text(reason, names) for reason in explanation.reasons))
    return Why(procedure.id, procedure.name, explanation.finding.standing.value, texts)


def _text(reason: Reason, names: Mapping[str, str]) -> str:
    """The fact, and whose it is."""
    name = names.get(reason.fact.person)
    return f"{reason.text}（{name}）" if name else reason.text


def _occurrence(occurred: Occurred, people: Mapping[str, Person], day: date) -> Occurrence:
    if not people.keys() >= {*(occurred.movers or ()), *(occurred.members or ())}:
        raise ValueError("an occurrence names somebody who is not in the application")
    return Occurrence(
        event=occurred.event,
        day=day_in(occurred.day) or day,
        movers=occurred.movers,
        members=occurred.members,
        household=occurred.household,
        implied=occurred.implied,
    )


def _facts(party: Party, catalogue: Catalogue) -> dict[str, FactValue | None]:
    """What was known of somebody, as far as this catalogue has a word for it."""
    declared = {fact.name: fact for fact in catalogue.facts if fact.scope is Scope.PERSON}
    known = {"foreign": party.is_foreign, **party.facts}
    return {name: value for name, value in known.items() if name in declared and declared[name].accepts(value)}
