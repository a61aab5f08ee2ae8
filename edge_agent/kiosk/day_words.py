"""The day of the move, and of a birth, as it is entered: an era to touch and three numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from protocol.japanese.eras import ERAS, Era

from ..visit.courses import Days
from ..visit.draft import Draft, Written
from .calendar_words import CalendarWords

_OFFERED = ("R", "H")
_OF_BIRTHS = ("S", "H", "R", "T")
WESTERN = ""
"""The letter of 西暦, which is no era."""

_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class EraTile:
    """An era on offer, 西暦 with "" for its letter and its name. `before` is the western year before its first one.

    `years`: how many it has had; `digits`: how many a year of it is written with at most.
    """

    letter: str
    name: str
    before: int
    years: int
    is_chosen: bool
    digits: int = 2


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


def birth_entry(written: Written | None, today: date, era: str | None = None) -> DayEntry:
    """The fields of a birth as it was entered last, else empty ones under an era, 昭和 unless another is given.

    Beside the eras there is 西暦: somebody from abroad knows no other year of their birth.
    """
    entry = _entry(written, _OF_BIRTHS, today, era)
    is_western = not any(each.is_chosen for each in entry.eras)
    western = EraTile(WESTERN, "", 0, today.year, is_western, digits=4)
    return replace(entry, eras=(*entry.eras, western))


def young_entry(written: Written | None, today: date) -> DayEntry:
    """The fields of the birth of a child just born."""
    return _entry(written, _OFFERED[:1], today)


def _entry(written: Written | None, offered: tuple[str, ...], last: date, era: str | None = None) -> DayEntry:
    first = offered[0] if era is None else era
    chosen = written.era if written else first
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
