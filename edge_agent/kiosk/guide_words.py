"""The list of procedures as the guide shows it: by section, with what to bring, by when, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from protocol.village.catalogue import DeadlineRule, Procedure
from protocol.village.deadlines import OpenDays, due_of, is_said_in_words
from protocol.village.documents import brought

from ..texts.catalogue import Texts
from ..visit.applicant import role_of
from ..visit.draft import Footing
from ..visit.guide import GuideSection, guide_sections
from ..visit.occurrences import day_of
from ..visit.state import State
from .calendar_words import CalendarWords


@dataclass(frozen=True)
class Errand:
    """One procedure: whether it is certain, what it is called, what to bring for it, and by when; "" is no day."""

    is_needed: bool
    name: str
    bring: tuple[str, ...]
    due: str = ""


@dataclass(frozen=True)
class Counter:
    """What one section does for this visit, and where it sits."""

    section: str
    place: str
    errands: tuple[Errand, ...]


@dataclass(frozen=True)
class Guide:
    """The whole list, in the order in which one walks; what is only handed out stands apart."""

    counters: tuple[Counter, ...]
    hand_outs: tuple[Errand, ...]
    needed: int
    to_confirm: int


class GuideWords:
    """Puts the list of procedures into words."""

    def __init__(self, texts: Texts, calendar: CalendarWords) -> None:
        self._texts = texts
        self._calendar = calendar

    def guide(self, state: State) -> Guide:
        """The guide of a visit; empty while it stands on no catalogue."""
        if state.footing is None:
            return Guide((), (), 0, 0)
        sections, visit = guide_sections(state), _Visit(state, state.footing)
        given = [procedure for section in sections for procedure in section.hand_outs]
        return Guide(
            counters=tuple(self._counter(each, visit) for each in sections if each.needed or each.to_confirm),
            hand_outs=tuple(Errand(True, _name(each), visit.brought(each)) for each in given),
            needed=sum(len(section.needed) for section in sections),
            to_confirm=sum(len(section.to_confirm) for section in sections),
        )

    def _counter(self, section: GuideSection, visit: _Visit) -> Counter:
        needed = tuple(self._errand(each, visit, is_needed=True) for each in section.needed)
        to_confirm = tuple(self._errand(each, visit, is_needed=False) for each in section.to_confirm)
        return Counter(section.section, section.place, needed + to_confirm)

    def _errand(self, procedure: Procedure, visit: _Visit, *, is_needed: bool) -> Errand:
        return Errand(is_needed, _name(procedure), visit.brought(procedure), self._due(procedure, visit))

    def _due(self, procedure: Procedure, visit: _Visit) -> str:
        rule, day = procedure.deadline, visit.due(procedure)
        if rule is not None and is_said_in_words(rule):
            return self._within(rule, day, visit.today)
        if day is None:
            return ""
        words = self._day(day, visit.today)
        if day < visit.today:
            return self._texts("guide.overdue", day=words)
        return self._texts("guide.due", day=words)

    def _within(self, rule: DeadlineRule, day: date | None, today: date) -> str:
        """How long there is from a day that nobody was asked for; beside it the earliest date that it comes to."""
        period = self._texts(f"guide.period.{rule.unit}", amount=rule.amount)
        within = self._texts(f"guide.within.{rule.basis}", period=period)
        if day is None:
            return within
        return self._texts("guide.earliest", within=within, day=self._day(day, today))

    def _day(self, day: date, today: date) -> str:
        is_near = day.year == today.year
        return self._calendar.short(day) if is_near else self._calendar.day(day)


class _Visit:
    """The days that were given in a visit, in what capacity somebody stands here, and the calendar of the hall."""

    def __init__(self, state: State, footing: Footing) -> None:
        given = {event: day_of(state, event) for event in (state.life_event, *state.draft.also)}
        self._days = {event: day for event, day in given.items() if day is not None}
        self._open_days = OpenDays.of_catalogue(footing.catalogue)
        self._role = role_of(state)
        self.today = footing.today

    def due(self, procedure: Procedure) -> date | None:
        """The last day for a procedure; None: it has none, or its day was not given."""
        return due_of(procedure, self._days, self._open_days)

    def brought(self, procedure: Procedure) -> tuple[str, ...]:
        """What whoever stands here brings for a procedure."""
        return brought(procedure.documents, self._role or "")


def _name(procedure: Procedure) -> str:
    return procedure.printed_name or procedure.name
