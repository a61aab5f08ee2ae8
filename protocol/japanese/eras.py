"""和暦: the era table as data, printing and reading of dates, and the era a date was entered with."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_WEEKDAYS = "月火水木金土日"
_GREGORIAN_FROM = date(1873, 1, 1)
_WRITTEN = re.compile(
    r"(?P<era>[^\d\s./-]*?)\s*(?P<year>\d{1,4}|元)\s*[年./-]\s*(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*日?"
)


@dataclass(frozen=True)
class Era:
    """One era; `first` and `last` both belong to it, `last` is None while it runs. `letter` is its short form (R)."""

    name: str
    letter: str
    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether this era's name is valid on `day`."""
        return self.first <= day and (self.last is None or day <= self.last)

    def year_text(self, year: int) -> str:
        """「令和8年」 of the western year; the first year is 「元年」."""
        number = year - self.first.year + 1
        return f"{self.name}{'元' if number == 1 else number}年"


@dataclass(frozen=True)
class EraTable:
    """The eras, oldest first. Two of them may hold the same day: both names are then right."""

    eras: tuple[Era, ...]

    def at(self, day: date) -> Era | None:
        """The newest era that holds `day`; None before the Gregorian calendar came into force (1873-01-01)."""
        if day < _GREGORIAN_FROM:
            return None
        return next((era for era in reversed(self.eras) if era.holds(day)), None)

    def named(self, name: str) -> Era | None:
        """The era of this name (令和) or letter (R, r)."""
        return next((era for era in self.eras if name in (era.name, era.letter, era.letter.lower())), None)

    def names_at(self, day: date) -> tuple[str, ...]:
        """Every era name that is right on `day`, oldest first."""
        return tuple(era.name for era in self.eras if era.holds(day)) if day >= _GREGORIAN_FROM else ()

    def followed_by(self, name: str, letter: str, first: date) -> EraTable:
        """This table with a new era from `first`; the running one ends the day before."""
        *past, running = self.eras
        ended = Era(running.name, running.letter, running.first, date.fromordinal(first.toordinal() - 1))
        return EraTable((*past, ended, Era(name, letter, first)))


ERAS = EraTable(
    (
        Era("明治", "M", date(1868, 1, 25), date(1912, 7, 30)),
        Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25)),
        Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
        Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
        Era("令和", "R", date(2019, 5, 1)),
    )
)


@dataclass(frozen=True)
class EnteredDate:
    """A date and the era it was entered with (明治 and 大正 are both right for 1912-07-30); "" when entered as 西暦."""

    day: date
    era: str = ""

    def __str__(self) -> str:
        return era_date(self.day, era=self.era) if self.era else western_date(self.day)


def era_date(day: date, weekday: bool = False, *, era: str = "", eras: EraTable = ERAS) -> str:
    """「令和8年11月23日」, with `weekday` 「令和8年11月23日（月）」; `era` picks one of two names that are right.

    Days before 1873-01-01 are printed as 西暦. Raises ValueError for an era that does not hold `day`.
    """
    if era and era not in eras.names_at(day):
        raise ValueError("the era does not hold this day")
    found = eras.named(era) if era else eras.at(day)
    year = found.year_text(day.year) if found else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日{_weekday(day) if weekday else ''}"


def western_date(day: date, weekday: bool = False) -> str:
    """「2026年11月23日」: 西暦 only, as for a foreign resident's birth date and end of stay."""
    return f"{day.year}年{day.month}月{day.day}日{_weekday(day) if weekday else ''}"


def read_date(text: str, *, eras: EraTable = ERAS) -> EnteredDate | None:
    """A date as people write it: 令和元年5月1日, R1.5.1, 2019-05-01, full width too. None: not a date of that era."""
    match = _WRITTEN.fullmatch(re.sub(r"[（(][月火水木金土日][)）]$", "", _narrow(text)))
    if match is None:
        return None
    era = eras.named(match["era"]) if match["era"] not in ("", "西暦") else None
    if (era is None) != (match["era"] in ("", "西暦")) or (era is None and len(match["year"]) != 4):
        return None
    number = 1 if match["year"] == "元" else int(match["year"])
    day = calendar_day(number + (era.first.year - 1 if era else 0), int(match["month"]), int(match["day"]))
    if day is None or (era and era.name not in eras.names_at(day)):
        return None
    return EnteredDate(day, era.name if era else "")


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (2月29日 of a common year)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _narrow(text: str) -> str:
    return re.sub(r"[‐‑‒–—―−ー]", "-", unicodedata.normalize("NFKC", text)).strip()


def _weekday(day: date) -> str:
    return f"（{_WEEKDAYS[day.weekday()]}）"
