"""Opening hours in the words of a notice on the door."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from protocol.village.opening import JAPAN, WEEKDAYS, OpeningHours

from ..texts.catalogue import Texts
from .calendar_words import CalendarWords

_WORKDAYS = WEEKDAYS[:5]
_LOOK_AHEAD_DAYS = 14
_LONGEST_CLOSURE_DAYS = 30

_Spans = tuple[tuple[time, time], ...]


class HourWords:
    """Phrases about opening hours, for the templates."""

    def __init__(self, texts: Texts, calendar: CalendarWords | None = None) -> None:
        self._texts = texts
        self._calendar = calendar or CalendarWords()

    def clock_time(self, moment: time) -> str:
        """「午前8時30分」「午後5時」; noon is 「午後0時」; in another language as it is usual there."""
        if not self._calendar.has_eras:
            return self._calendar.time(moment)
        hour = self._texts("hours.am" if moment.hour < 12 else "hours.pm", hour=moment.hour % 12)
        return hour + (self._texts("hours.minutes", minute=moment.minute) if moment.minute else "")

    def day(self, day: date) -> str:
        """「令和8年11月24日（火）」."""
        return self._calendar.day(day)

    def weekly(self, hours: OpeningHours) -> tuple[str, ...]:
        """One phrase for each group of weekdays with the same hours: 「平日 午前8時30分から午後5時15分」."""
        groups: dict[_Spans, list[str]] = {}
        for weekday in WEEKDAYS:
            if spans := hours.spans.get(weekday, ()):
                groups.setdefault(spans, []).append(weekday)
        return tuple(f"{self._days(days)} {self._spans(spans)}" for spans, days in groups.items())

    def next_opening(self, hours: OpeningHours, now: datetime) -> tuple[str, str] | None:
        """The day and the time at which the place opens next; None: not known."""
        opening = hours.next_opening(now)
        if opening is None:
            return None
        local = opening.astimezone(JAPAN)
        return self.day(local.date()), self.clock_time(local.time())

    def next_closure(self, hours: OpeningHours, now: datetime) -> str:
        """The next days, within two weeks, that are closed though their weekday is open; empty: none."""
        today = now.astimezone(JAPAN).date()
        ahead = (today + timedelta(days=number) for number in range(1, _LOOK_AHEAD_DAYS + 1))
        first = next((day for day in ahead if _is_exception(hours, day)), None)
        return "" if first is None else self._closure(first, _last_of(hours, first))

    def _closure(self, first: date, last: date) -> str:
        if first == last:
            return self._calendar.short(first)
        return self._texts("hours.closed-span", first=self._calendar.short(first), last=self._calendar.short(last))

    def _days(self, days: list[str]) -> str:
        if tuple(days) == WEEKDAYS:
            return self._texts("hours.every-day")
        if tuple(days) == _WORKDAYS:
            return self._texts("hours.weekdays")
        return self._texts("hours.days-joined").join(self._texts(f"hours.{day}") for day in days)

    def _spans(self, spans: _Spans) -> str:
        words = (
            self._texts("hours.span", start=self.clock_time(start), end=self.clock_time(end)) for start, end in spans
        )
        return self._texts("hours.spans-joined").join(words)


def _is_exception(hours: OpeningHours, day: date) -> bool:
    return day in hours.closed_days and bool(hours.spans.get(WEEKDAYS[day.weekday()]))


def _last_of(hours: OpeningHours, first: date) -> date:
    last = first
    for number in range(1, _LONGEST_CLOSURE_DAYS):
        day = first + timedelta(days=number)
        if hours.spans_on(day):
            break
        if day in hours.closed_days:
            last = day
    return last
