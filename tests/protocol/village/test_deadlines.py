"""Deadlines: two ways of counting, months without a corresponding day, closed days."""

from __future__ import annotations

from datetime import date

import pytest

from protocol.village.catalogue import Basis, Counting, DeadlineRule, Unit
from protocol.village.deadlines import OpenDays, due, due_of, is_said_in_words, last_day

from .families import doshi


def rule(amount: int, unit: Unit = Unit.DAYS, counting: Counting = Counting.FROM_NEXT_DAY) -> DeadlineRule:
    return DeadlineRule(amount, unit, counting, Basis.MOVED)


def test_a_move_counts_from_the_next_day_and_a_birth_counts_its_first_day() -> None:
    assert last_day(rule(14), date(2026, 11, 2)) == date(2026, 11, 16)
    assert last_day(rule(14, counting=Counting.FROM_SAME_DAY), date(2026, 11, 2)) == date(2026, 11, 15)


@pytest.mark.parametrize(
    ("basis", "months", "last"),
    [
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2025, 11, 29), 3, date(2026, 2, 28)),
        (date(2026, 8, 9), 3, date(2026, 11, 9)),
        (date(2024, 2, 28), 24, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_end_the_day_before_the_corresponding_day(basis: date, months: int, last: date) -> None:
    assert last_day(rule(months, Unit.MONTHS), basis) == last


@pytest.mark.parametrize(
    ("procedure", "event", "day", "last"),
    [
        ("P003", "TENKYO", date(2026, 11, 2), date(2026, 11, 16)),
        ("P019", "SHUSSHO", date(2026, 11, 2), date(2026, 11, 16)),
        ("P020", "SHIBO", date(2026, 11, 2), date(2026, 11, 9)),
        ("P023", "RIKON", date(2026, 8, 9), date(2026, 11, 9)),
        ("P101", "HOKEN", date(2026, 11, 2), date(2026, 11, 16)),
        ("P501", "SHUSSHO", date(2026, 11, 2), date(2026, 11, 17)),
        ("P501", "TENNYU", date(2026, 11, 2), None),
        ("P106", "SHIBO", date(2026, 11, 2), None),
        ("P007", "SHIBO", date(2026, 11, 2), date(2026, 11, 16)),
        ("P113", "SHIBO", date(2026, 11, 2), date(2026, 11, 12)),
        ("P703", "SHIBO", date(2026, 11, 2), date(2026, 11, 17)),
        ("P704", "SHIBO", date(2026, 11, 2), date(2027, 2, 2)),
        ("P020", "TENKYO", date(2026, 11, 2), None),
    ],
)
def test_a_procedure_is_due_by_the_day_of_the_event_that_its_deadline_counts_from(
    procedure: str, event: str, day: date, last: date | None
) -> None:
    known = next(each for each in doshi().procedures if each.id == procedure)
    assert due_of(known, {event: day}, OpenDays.of_catalogue(doshi())) == last


def test_after_a_death_what_counts_from_a_day_nobody_was_asked_for_is_said_in_words() -> None:
    rules = {each.id: each.deadline for each in doshi().procedures if "SHIBO" in each.events}
    said = {id_ for id_, rule in rules.items() if rule is not None and is_said_in_words(rule)}
    assert said == {"P020", "P106", "P204", "P704"}


def test_of_several_events_the_earliest_deadline_counts() -> None:
    known = next(each for each in doshi().procedures if each.id == "P009")
    days = {"TENKYO": date(2026, 11, 9), "KONIN": date(2026, 11, 2)}
    assert due_of(known, days, OpenDays.of_catalogue(doshi())) == date(2026, 11, 16)


def test_years_are_twelve_months() -> None:
    assert last_day(rule(2, Unit.YEARS), date(2026, 11, 23)) == date(2028, 11, 23)


@pytest.mark.parametrize(
    ("moved", "printed"),
    [
        (date(2026, 11, 9), date(2026, 11, 24)),
        (date(2026, 11, 7), date(2026, 11, 24)),
        (date(2026, 12, 15), date(2027, 1, 4)),
        (date(2026, 9, 5), date(2026, 9, 24)),
        (date(2026, 11, 10), date(2026, 11, 24)),
    ],
)
def test_a_deadline_on_a_closed_day_moves_to_the_next_open_one(moved: date, printed: date) -> None:
    assert due(rule(14), moved, OpenDays.of_catalogue(doshi())) == printed
