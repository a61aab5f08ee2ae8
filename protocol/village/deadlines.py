"""A deadline as the date that is printed: its own way of counting, moved to the next day the hall is open."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .catalogue import Basis, Catalogue, Counting, DeadlineRule, Procedure, Unit

_MOVES = ("TENNYU", "TENNYU_ABROAD", "TENKYO", "TENSHUTSU", "TENSHUTSU_ABROAD")
_GIVEN_BY: dict[Basis, tuple[str, ...]] = {
    Basis.MOVED: _MOVES,
    Basis.BORN: ("SHUSSHO",),
    Basis.DIED: ("SHIBO",),
    Basis.LEARNED_OF_DEATH: ("SHIBO",),
    Basis.LEARNED_OF_OWNERSHIP: ("SHIBO",),
    Basis.DIVORCED: ("RIKON",),
}
_NOT_ASKED = {Basis.LEARNED_OF_DEATH, Basis.LEARNED_OF_OWNERSHIP, Basis.FUNERAL}
_YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


@dataclass(frozen=True)
class OpenDays:
    """When the hall is open (地方自治法4条の2): not on Saturdays, Sundays, 12/29 to 1/3 and the days listed."""

    closed: frozenset[date]

    @classmethod
    def of(cls, days: Iterable[date]) -> OpenDays:
        """The calendar with these closed days beside the fixed ones."""
        return cls(frozenset(days))

    @classmethod
    def of_catalogue(cls, catalogue: Catalogue) -> OpenDays:
        """The calendar of a sound catalogue."""
        return cls.of(date.fromisoformat(day) for day in catalogue.closed_days)

    def is_open(self, day: date) -> bool:
        """Whether the hall is open on this day."""
        return day.weekday() < calendar.SATURDAY and (day.month, day.day) not in _YEAR_END and day not in self.closed

    def next_open(self, day: date) -> date:
        """This day, or the first open one after it."""
        while not self.is_open(day):
            day += timedelta(days=1)
        return day


def due(rule: DeadlineRule, basis: date, open_days: OpenDays) -> date:
    """The last day on which the procedure is in time, for the day its basis fell on."""
    return open_days.next_open(last_day(rule, basis))


def due_of(procedure: Procedure, days: Mapping[str, date], open_days: OpenDays) -> date | None:
    """The last day for a procedure of events on these days; None: its day is not among them.

    Where the law counts from the day something was learned of, this is the earliest it can be: nobody learns of a
    death before it happens. `is_said_in_words` tells these apart.
    """
    rule = procedure.deadline
    if rule is None or rule.basis in {Basis.FUNERAL, Basis.REPORTED}:
        return None
    events = [event for event in days if event in _GIVEN_BY.get(rule.basis, procedure.events)]
    return min((due(rule, days[event], open_days) for event in events if event in procedure.events), default=None)


def is_said_in_words(rule: DeadlineRule) -> bool:
    """Whether the day it counts from is asked of nobody, so that how long it runs is said, beside a date or alone."""
    return rule.basis in _NOT_ASKED


def last_day(rule: DeadlineRule, basis: date) -> date:
    """The last day of the period before closed days are looked at (民法140条, 143条; 戸籍法43条)."""
    first = basis + timedelta(days=1) if rule.counting is Counting.FROM_NEXT_DAY else basis
    match rule.unit:
        case Unit.DAYS:
            return first + timedelta(days=rule.amount - 1)
        case Unit.MONTHS:
            return _before_corresponding(first, rule.amount)
        case Unit.YEARS:
            return _before_corresponding(first, rule.amount * 12)


def _before_corresponding(first: date, months: int) -> date:
    """The day before the corresponding day; the month's last day where there is no corresponding one."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    if first.day > length:
        return date(year, month + 1, length)
    return date(year, month + 1, first.day) - timedelta(days=1)
