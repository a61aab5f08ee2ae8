"""The initial catalogue of a village, read from the plain tables in `catalogue/` that an office program can edit."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import msgspec

from protocol.errors import UnsoundCatalogue
from protocol.village.catalogue import (
    Admission,
    Catalogue,
    Choice,
    DeadlineRule,
    Department,
    Fact,
    FactKind,
    LifeEvent,
    Procedure,
    ProcedureKind,
    Question,
    Scope,
    Source,
    Town,
    canonical_bytes,
)
from protocol.village.soundness import read_catalogue
from protocol.village.stops import Stop, Verdict

from .translations import with_translations

TABLES = Path(__file__).parent / "catalogue"

Row = dict[str, str]


def village_catalogue(tables: Path = TABLES) -> Catalogue:
    """The catalogue in these tables. Raises UnsoundCatalogue naming every row to put right."""
    village = tomllib.loads((tables / "village.toml").read_text("utf-8"))
    catalogue = Catalogue(
        municipality=village["municipality"],
        effective_from=village["effective_from"],
        settings=village["settings"],
        postal_code=village["postal_code"],
        departments=tuple(Department(**row) for row in _rows(tables / "departments.csv")),
        events=tuple(_event(row) for row in _rows(tables / "events.csv")),
        facts=tuple(_fact(row) for row in _rows(tables / "facts.csv")),
        questions=tuple(_question(row) for row in _rows(tables / "questions.csv")),
        procedures=_procedures(tables),
        closed_days=tuple(row["day"] for row in _rows(tables / "closed_days.csv")),
        admissions=tuple(_admission(row) for row in _rows(tables / "outcomes.csv")),
        towns=tuple(Town(**row) for row in _rows(tables / "towns.csv")),
    )
    return read_catalogue(canonical_bytes(with_translations(catalogue, tables / "translations")))


def _rows(table: Path) -> list[Row]:
    with table.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _procedures(tables: Path) -> tuple[Procedure, ...]:
    deadlines = {row["procedure"]: _deadline(row) for row in _rows(tables / "deadlines.csv")}
    procedures = tuple(_procedure(row, deadlines.get(row["id"])) for row in _rows(tables / "procedures.csv"))
    if lost := deadlines.keys() - {procedure.id for procedure in procedures}:
        raise UnsoundCatalogue(f"deadlines.csv names no procedure: {', '.join(sorted(lost))}")
    return procedures


def _procedure(row: Row, deadline: DeadlineRule | None) -> Procedure:
    return Procedure(
        id=row["id"],
        name=row["name_ja"],
        department=row["department"],
        events=_codes(row["life_events"]),
        condition=row["condition_expression"],
        documents=tuple(document for document in row["documents"].split(" / ") if document != "—"),
        form=row["form_ja"],
        deadline_text=row["deadline"],
        fee=row["fee"],
        notes=row["notes"],
        deadline=deadline,
        kind=ProcedureKind(row["kind"]),
        visit=row["visit"],
        printed_name=row["printed_name"],
        effective_from=row["effective_from"],
        effective_until=row["effective_until"],
    )


def _deadline(row: Row) -> DeadlineRule:
    kept = {name: row[name] for name in ("amount", "unit", "counting", "basis")}
    return msgspec.convert({**kept, "strict": _yes(row["strict"])}, DeadlineRule, strict=False)


def _fact(row: Row) -> Fact:
    kind = FactKind(row["kind"])
    choices = tuple(_choice(text, kind) for text in row["choices"].split(" / ") if text)
    return Fact(Scope(row["scope"]), row["name"], kind, row["label"], Source(row["source"]), choices)


def _choice(text: str, kind: FactKind) -> Choice:
    value, separator, label = text.partition("=")
    return Choice(int(value) if kind is FactKind.NUMBER else value, label if separator else value)


def _question(row: Row) -> Question:
    return Question(
        fact=row["fact"],
        text=row["text"],
        plain_text=row["plain_text"],
        events=_codes(row["events"]),
        staff_only=_yes(row["staff_only"]),
        optional=_yes(row["optional"]),
        hint=row["hint"],
    )


def _event(row: Row) -> LifeEvent:
    return LifeEvent(
        code=row["code"],
        text=row["text"],
        plain_text=row["plain_text"],
        act=row["act"],
        reasons=_codes(row["reasons"]),
        staff_only=_yes(row["staff_only"]),
        implies=dict.fromkeys(_codes(row["implies"]), True),
    )


def _admission(row: Row) -> Admission:
    return Admission(row["event"], {stop: _verdict(row, stop) for stop in Stop})


def _verdict(row: Row, stop: Stop) -> Verdict:
    try:
        return Verdict(row[stop])
    except (KeyError, ValueError) as error:
        raise UnsoundCatalogue(f"outcomes.csv, {row.get('event', '?')}, {stop}: no outcome") from error


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for code in text.split("|") if code)


def _yes(text: str) -> bool:
    return text == "yes"
