"""The day of the move as it is entered: an era to touch and three numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from protocol.japanese.eras import ERAS, Era

from ..visit.courses import Days
from ..visit.draft import Draft, Written
from .calendar_words import CalendarWords

_OFFERED = ("R", "H")
_OF_BIRTHS = ("S", "H", "R", "T")
_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class EraTile:
    """An era on offer. `before` is the western year before its first one, `years` how many it has had."""

    letter: str
    name: str
    before: int
    years: int
    is_chosen: bool


@dataclass(frozen=True)
class DayEntry:
    """What the three fields hold; "" is an empty one."""

    eras: tuple[EraTile, ...]
    year: str
    month: str
    day: str


def day_entry(draft: Draft, today: date, days: Days = Days.PAST) -> DayEntry:
    """The fields as they were entered last, else empty ones under the running era."""
    return _entry(draft.moved_on_written, _OFFERED, today + _AHEAD if days is Days.ANY else today)


def birth_entry(written: Written | None, today: date, era: str = "") -> DayEntry:
    """The fields of a birth as it was entered last, else empty ones under an era, 昭和 unless another is given."""
    return _entry(written, _OF_BIRTHS, today, era)


def young_entry(written: Written | None, today: date) -> DayEntry:
    """The fields of the birth of a child just born."""
    return _entry(written, _OFFERED[:1], today)


def _entry(written: Written | None, offered: tuple[str, ...], last: date, era: str = "") -> DayEntry:
    chosen = written.era if written else era or offered[0]
    eras = tuple(_tile(era, last, chosen) for era in map(ERAS.named, offered) if era is not None)
    numbers = (written.year, written.month, written.day) if written else ("", "", "")
    year, month, day = map(str, numbers)
    return DayEntry(eras, year, month, day)


def moved_on(draft: Draft, calendar: CalendarWords) -> str:
    """「令和8年11月20日（金）」 in the era that was entered; "" while there is no day."""
    if draft.moved_on is None:
        return ""
    era = ERAS.named(draft.moved_on_written.era) if draft.moved_on_written else None
    name = era.name if era is not None and era.holds(draft.moved_on) else ""
    return calendar.day(draft.moved_on, era=name)


def _tile(era: Era, today: date, chosen: str) -> EraTile:
    last = min(era.last or today, today)
    return EraTile(era.letter, era.name, era.first.year - 1, last.year - era.first.year + 1, era.letter == chosen)
