"""The day of the move as it is entered: an era to touch and three numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from protocol.japanese.eras import ERAS, Era, era_date

from ..visit.draft import Draft

_OFFERED = ("R", "H")


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


def day_entry(draft: Draft, today: date) -> DayEntry:
    """The fields as they were entered last, else empty ones under the running era."""
    written = draft.moved_on_written
    chosen = written.era if written else _OFFERED[0]
    eras = tuple(_tile(era, today, chosen) for era in map(ERAS.named, _OFFERED) if era is not None)
    numbers = (written.year, written.month, written.day) if written else ("", "", "")
    year, month, day = map(str, numbers)
    return DayEntry(eras, year, month, day)


def moved_on(draft: Draft) -> str:
    """「令和8年11月20日（金）」 in the era that was entered; "" while there is no day."""
    if draft.moved_on is None:
        return ""
    era = ERAS.named(draft.moved_on_written.era) if draft.moved_on_written else None
    name = era.name if era is not None and era.holds(draft.moved_on) else ""
    return era_date(draft.moved_on, weekday=True, era=name)


def _tile(era: Era, today: date, chosen: str) -> EraTile:
    last = min(era.last or today, today)
    return EraTile(era.letter, era.name, era.first.year - 1, last.year - era.first.year + 1, era.letter == chosen)
