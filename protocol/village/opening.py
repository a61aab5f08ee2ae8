"""When a place is open: hours by weekday and closed days, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

JAPAN = ZoneInfo("Asia/Tokyo")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True)
class OpeningHours:
    """Half-open spans per weekday (no entry: closed) and the days on which the place is closed all the same."""

    spans: Mapping[str, tuple[tuple[time, time], ...]]
    closed_days: frozenset[date]

    @classmethod
    def parse(cls, opening: Mapping[str, Sequence[Sequence[str]]], closed_days: Sequence[str]) -> OpeningHours:
        """From {"mon": [["08:30", "17:15"]]} and ISO dates. Raises ValueError on anything else."""
        if unknown := set(opening) - set(WEEKDAYS):
            raise ValueError(f"not a weekday: {sorted(unknown)[0]}")
        spans = {day: tuple(_span(span) for span in of_day) for day, of_day in opening.items()}
        return cls(spans, frozenset(date.fromisoformat(day) for day in closed_days))

    def is_open(self, moment: datetime) -> bool:
        """Whether the place is open at an aware moment, judged by the clock on its wall."""
        local = moment.astimezone(JAPAN)
        return any(start <= local.time() < end for start, end in self.spans_on(local.date()))

    def next_opening(self, moment: datetime) -> datetime | None:
        """The first moment after `moment` at which the place opens; None: not within 60 days."""
        local = moment.astimezone(JAPAN)
        return next((opening for opening in self._openings(local.date()) if opening > local), None)

    def spans_on(self, day: date) -> tuple[tuple[time, time], ...]:
        """The spans of one day, none on a closed one."""
        return () if day in self.closed_days else self.spans.get(WEEKDAYS[day.weekday()], ())

    def _openings(self, first: date) -> Iterator[datetime]:
        for ahead in range(_LOOK_AHEAD_DAYS):
            day = first + timedelta(days=ahead)
            for start, _ in sorted(self.spans_on(day)):
                yield datetime.combine(day, start, JAPAN)


def _span(span: Sequence[str]) -> tuple[time, time]:
    start, end = (time.fromisoformat(text) for text in span)
    if start.tzinfo or end.tzinfo or not start < end:
        raise ValueError("a span of opening hours is two times of the wall clock, the later one last")
    return start, end
