"""Moments of the agent as a technician reads them, by the clock of the town hall."""

from __future__ import annotations

from datetime import datetime

from protocol.village.opening import JAPAN

from .words import Words

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


def date_and_time(words: Words, text: str) -> str:
    """Day, day of the week and time; empty for an empty text."""
    if not text:
        return ""
    at = _local(text)
    weekday = words("weekday")[at.weekday()]
    return words("moment.full", month=at.month, day=at.day, weekday=weekday, time=f"{at:%H:%M:%S}")


def short(words: Words, text: str, now: str) -> str:
    """The time, with the day in front when it was not today; empty for an empty text."""
    if not text:
        return ""
    at = _local(text)
    if at.date() == _local(now).date():
        return f"{at:%H:%M:%S}"
    return words("moment.other-day", month=at.month, day=at.day, time=f"{at:%H:%M}")


def exact(text: str) -> str:
    """The time to the millisecond."""
    return _local(text).isoformat(timespec="milliseconds")[11:23]


def age(words: Words, text: str, now: str) -> str:
    """How long that is, in the largest unit that is full; empty for an empty text."""
    if not text:
        return ""
    seconds = max(0, int((_local(now) - _local(text)).total_seconds()))
    for name, unit in (("days", _DAY), ("hours", _HOUR), ("minutes", _MINUTE)):
        if seconds >= unit:
            return words(f"moment.{name}", count=seconds // unit)
    return words("moment.seconds")


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(JAPAN)
