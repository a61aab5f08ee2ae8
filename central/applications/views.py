"""How a case is shown: rows become views, with the words of the catalogue that guided the visit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

import msgspec

from protocol.village.catalogue import Catalogue, Procedure
from protocol.village.deadlines import OpenDays, due_of, is_said_in_words
from protocol.village.documents import brought
from protocol.village.explanation import value_text
from protocol.wire.messages.applications import LARGEST_INK, Answered, ApplicationMade, Ink, Party

from .case import AnswerView, CaseRow, CaseState, IdentityState, PersonView, ProcedureView, TimelineEntry
from .happened import Happened
from .models import Case, CaseHappening, CaseProcedure
from .sections import place_of, walking_order

_FIRST_YEAR, _LAST_YEAR = 1800, 2200
_LARGEST_INK_BYTES = 32 * LARGEST_INK

_application = msgspec.json.Decoder(ApplicationMade)
_ink = msgspec.json.Decoder(Ink)


def application_in(case: Case) -> ApplicationMade:
    """The event that made the case."""
    return _application.decode(case.application)


def ink_in(case: Case) -> Ink | None:
    """The signature; None: there is none, or none that a hand can have drawn."""
    if not case.ink or len(case.ink) > _LARGEST_INK_BYTES:
        return None
    try:
        ink = _ink.decode(bytes(case.ink))
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return ink if sum(len(stroke) for stroke in ink.strokes) <= LARGEST_INK else None


def case_row(case: Case, needed: int, ticked: int) -> CaseRow:
    """A line of the list; `ticked` counts those of `needed` that are done."""
    return CaseRow(
        id=case.id,
        number=case.number,
        life_event=case.life_event,
        applicant=case.applicant,
        people=case.people,
        occurred_at=case.occurred_at,
        received_at=case.received_at,
        offline=case.offline,
        clock_trusted=case.clock_trusted,
        terminal_name=case.terminal_name,
        place=case.place,
        state=CaseState(case.state),
        taken_by=case.taken_by,
        identity=IdentityState(case.identity),
        needed=needed,
        ticked=ticked,
        has_clash=case.has_clash,
        is_clash_settled=case.is_clash_settled,
    )


def person_views(application: ApplicationMade) -> tuple[PersonView, ...]:
    """The people in the order of the household; `birth` is ISO, or the words 住基 has for an unknown day."""
    return tuple(
        PersonView(
            name=party.name,
            kana=party.kana,
            birth=_birth(party),
            sex=party.sex.value,
            relation=party.relation,
            moves=party.moves,
            is_from_registry=party.is_from_registry,
        )
        for party in application.people
    )


def answer_views(
    answers: Iterable[Answered], application: ApplicationMade, catalogue: Catalogue | None
) -> tuple[AnswerView, ...]:
    """These of its questions in the words they were asked in; an answer of 「わからない」 is "".

    Without the catalogue the names of the facts and the bare values have to do.
    """
    names = {party.key: party.name for party in application.people}
    return tuple(_answer(answered, names.get(answered.person, ""), catalogue) for answered in answers)


def procedure_views(
    rows: Collection[CaseProcedure], application: ApplicationMade, catalogue: Catalogue | None, day: date
) -> tuple[ProcedureView, ...]:
    """The procedures in walking order; within a section as the catalogue has them. `day` is that of the visit."""
    in_force = {each.id: each for each in catalogue.in_force(day.isoformat())} if catalogue else {}
    turns, places = walking_order(catalogue), {id_: place for place, id_ in enumerate(in_force)}
    ordered = sorted(
        rows,
        key=lambda row: (turns.get(row.section, len(turns)), places.get(row.procedure, len(places)), row.position),
    )
    return tuple(_procedure(row, in_force.get(row.procedure), application, catalogue) for row in ordered)


def timeline(entries: Iterable[CaseHappening]) -> tuple[TimelineEntry, ...]:
    """The entries in their order; only the last change of state can be undone, and no undoing."""
    entries = list(entries)
    changes = [entry for entry in entries if entry.what in {Happened.STATE, Happened.UNDONE}]
    undoable = max(changes, key=lambda entry: entry.id).id if changes else None
    return tuple(
        TimelineEntry(
            at=entry.at,
            what=entry.what,
            by=entry.by,
            detail=entry.detail,
            is_undoable=entry.id == undoable and entry.what == Happened.STATE,
        )
        for entry in entries
    )


def household_as_of(application: ApplicationMade) -> datetime | None:
    """When 住基 said so; None: without 住基."""
    try:
        moment = datetime.fromisoformat(application.household_as_of)
    except ValueError:
        return None
    return moment if moment.tzinfo and _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def day_in(text: str) -> date | None:
    """The day of an ISO date that people can live on; None: the text is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _birth(party: Party) -> str:
    return party.birth.text if party.birth.unknown and party.birth.text else party.birth.iso


def _answer(answered: Answered, person: str, catalogue: Catalogue | None) -> AnswerView:
    questions = catalogue.questions if catalogue else ()
    facts = catalogue.facts if catalogue else ()
    fact = next((each for each in facts if each.path == answered.fact), None)
    asked = next((each.text for each in questions if each.fact == answered.fact), fact.label if fact else "")
    if answered.value is None:
        said = ""
    elif fact is not None and fact.accepts(answered.value):
        said = value_text(fact, answered.value)
    else:
        said = str(answered.value)
    return AnswerView(asked or answered.fact, said, person)


def _procedure(
    row: CaseProcedure, known: Procedure | None, application: ApplicationMade, catalogue: Catalogue | None
) -> ProcedureView:
    return ProcedureView(
        id=row.procedure,
        name=known.name if known else row.procedure,
        section=row.section,
        place=place_of(catalogue, row.section),
        is_needed=row.is_needed,
        documents=brought(known.documents, application.role) if known else (),
        due=_due(known, application, catalogue),
        within=_within(known),
        is_strict=bool(known and known.deadline and known.deadline.strict),
        ticked_at=row.ticked_at,
        ticked_by=row.ticked_by,
        ticked_how=row.ticked_how,
    )


def _within(procedure: Procedure | None) -> str:
    is_said = procedure and procedure.deadline and is_said_in_words(procedure.deadline)
    return procedure.deadline_text if procedure and is_said else ""


def _due(procedure: Procedure | None, application: ApplicationMade, catalogue: Catalogue | None) -> date | None:
    if procedure is None or catalogue is None:
        return None
    given = {each.event: day_in(each.day) for each in application.occurrences}
    days = {event: day for event, day in given.items() if day is not None}
    return due_of(procedure, days, OpenDays.of_catalogue(catalogue))
