"""不詳日 and impossible dates: an internal date for counting, the words as registered for printing."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from .eras import ERAS, EraTable, era_date, read_date, western_date

WHOLLY_UNKNOWN = "年月日不詳"

_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_THIRDS = {"上": 1, "中": 11, "下": 21}
_YEAR = r"(?P<era>[^\d\s元年推定]{0,2})(?P<year>\d{1,4}|元)年"
_MONTH = r"(?P<month>\d{1,2})月"
_DAY = r"(?P<day>\d{1,2})日"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}頃",
        rf"{_YEAR}{_MONTH}頃",
        rf"{_YEAR}{_MONTH}{_DAY}頃?",
        rf"推定{_YEAR}{_MONTH}(?:{_DAY})?",
        rf"{_YEAR}(?P<season>[春夏秋冬])頃?",
        rf"{_YEAR}{_MONTH}(?P<third>[上中下])旬頃?",
        rf"{_YEAR} ?月日不詳",
        rf"{_YEAR}{_MONTH} ?日不詳",
        rf"{_YEAR}{_MONTH}{_DAY}頃?から(?:\d{{1,2}}月)?\d{{1,2}}日頃?までの間",
        rf"{_YEAR}{_MONTH}推定{_DAY}から\d{{1,2}}日までの間",
    )
)


@dataclass(frozen=True)
class PartialDate:
    """`iso` is for counting only ("" when not even the year is known); `text` is what is printed when `unknown`.

    `era` is the era as entered, "" for 西暦.
    """

    iso: str
    unknown: bool = False
    text: str = ""
    era: str = ""

    @property
    def day(self) -> date | None:
        """The internal date: the first day that the words allow."""
        return date.fromisoformat(self.iso) if self.iso else None

    def __str__(self) -> str:
        if self.unknown or not self.iso:
            return self.text
        day = date.fromisoformat(self.iso)
        return era_date(day, era=self.era) if self.era else western_date(day)


def read_partial_date(text: str, *, eras: EraTable = ERAS) -> PartialDate | None:
    """A date, a 不詳日 in one of the registered patterns, or a date no calendar has. None: none of these."""
    if known := read_date(text, eras=eras):
        return PartialDate(known.day.isoformat(), era=known.era)
    words = re.sub(r"(?<=[\d元]年) ?(?=月日不詳)|(?<=\d月) ?(?=日不詳)", " ", _plain(text))
    if words == WHOLLY_UNKNOWN:
        return PartialDate("", unknown=True, text=words)
    match = next((found for form in _FORMS if (found := form.fullmatch(words))), None)
    return None if match is None else _understood(words, match.groupdict(), eras)


def _understood(words: str, parts: dict[str, str | None], eras: EraTable) -> PartialDate | None:
    era = eras.named(parts["era"] or "") if parts["era"] not in ("", "西暦") else None
    number = 1 if parts["year"] == "元" else int(parts["year"] or 0)
    if (era is None) != (parts["era"] in ("", "西暦")) or (era is None and len(parts["year"] or "") != 4):
        return None
    year = number + (era.first.year - 1 if era else 0)
    first = _first_day(year, _month(parts), _day(parts))
    if first is None:
        return None
    if era is None:
        return PartialDate(first.isoformat(), unknown=True, text=words)
    inside = max(first, era.first)
    if (inside.year != year and inside != first) or not era.holds(inside):
        return None
    return PartialDate(inside.isoformat(), unknown=True, text=words, era=era.name)


def _month(parts: dict[str, str | None]) -> int:
    season = parts.get("season")
    return _SEASONS[season] if season else int(parts.get("month") or 1)


def _day(parts: dict[str, str | None]) -> int:
    third = parts.get("third")
    return _THIRDS[third] if third else int(parts.get("day") or 1)


def _first_day(year: int, month: int, day: int) -> date | None:
    """The day; a day up to 31 that this month lacks counts as the first of the next month, as 2/29 does by law."""
    if not 1 <= month <= 12 or not 1 <= day <= 31 or not 1 <= year < 9999:
        return None
    length = calendar.monthrange(year, month)[1]
    return date(year, month, min(day, length)) + timedelta(days=1 if day > length else 0)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().replace("ごろ", "頃").replace("ころ", "頃")
