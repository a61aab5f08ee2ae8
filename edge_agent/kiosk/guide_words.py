"""The list of procedures as the guide shows it: by section, with what to bring, by when, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from protocol.village.catalogue import Procedure
from protocol.village.deadlines import OpenDays, due_of

from ..texts.catalogue import Texts
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
        footing = state.footing
        sections = guide_sections(state) if footing is not None else ()
        by_when = _ByWhen(state, footing) if footing is not None else None
        return Guide(
            counters=tuple(self._counter(each, by_when) for each in sections if each.needed or each.to_confirm),
            hand_outs=tuple(_errand(each, is_needed=True) for section in sections for each in section.hand_outs),
            needed=sum(len(section.needed) for section in sections),
            to_confirm=sum(len(section.to_confirm) for section in sections),
        )

    def _counter(self, section: GuideSection, by_when: _ByWhen | None) -> Counter:
        needed = tuple(_errand(each, is_needed=True, due=self._due(each, by_when)) for each in section.needed)
        to_confirm = tuple(_errand(each, is_needed=False, due=self._due(each, by_when)) for each in section.to_confirm)
        return Counter(section.section, section.place, needed + to_confirm)

    def _due(self, procedure: Procedure, by_when: _ByWhen | None) -> str:
        day = by_when.due(procedure) if by_when is not None else None
        if day is None or by_when is None:
            return ""
        is_near = day.year == by_when.today.year
        words = self._calendar.short(day) if is_near else self._calendar.day(day)
        if day < by_when.today:
            return self._texts("guide.overdue", day=words)
        return self._texts("guide.due", day=words)


class _ByWhen:
    """The days that were given in a visit, and the calendar of the hall."""

    def __init__(self, state: State, footing: Footing) -> None:
        given = {event: day_of(state, event) for event in (state.life_event, *state.draft.also)}
        self._days = {event: day for event, day in given.items() if day is not None}
        self._open_days = OpenDays.of_catalogue(footing.catalogue)
        self.today = footing.today

    def due(self, procedure: Procedure) -> date | None:
        """The last day for a procedure; None: it has none, or its day was not given."""
        return due_of(procedure, self._days, self._open_days)


def _errand(procedure: Procedure, *, is_needed: bool, due: str = "") -> Errand:
    return Errand(is_needed, procedure.printed_name or procedure.name, procedure.documents, due)
