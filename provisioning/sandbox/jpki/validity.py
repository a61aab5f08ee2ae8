"""How long cards and their certificates are valid."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

JST = timezone(timedelta(hours=9))
_FULL_AGE = 18


def certificate_expiry(birth: date, issued: date) -> date:
    """The last day of a certificate: the fifth birthday after the day of issue."""
    return _birthday_after(birth, issued, 5)


def card_expiry(birth: date, issued: date) -> date:
    """The last day of a My Number card: the tenth birthday after the day of issue, of a minor the fifth."""
    of_age = issued >= _birthday(birth, birth.year + _FULL_AGE)
    return _birthday_after(birth, issued, 10 if of_age else 5)


def end_of(day: date) -> datetime:
    """The last second of a day in Japan, as UTC."""
    return datetime.combine(day, time(23, 59, 59), JST).astimezone(UTC)


def start_of(day: date) -> datetime:
    """The first second of a day in Japan, as UTC."""
    return datetime.combine(day, time(), JST).astimezone(UTC)


def day_in_japan(moment: datetime) -> date:
    """The date that a calendar in Japan shows."""
    return moment.astimezone(JST).date()


def _birthday_after(birth: date, issued: date, count: int) -> date:
    first = issued.year if _birthday(birth, issued.year) > issued else issued.year + 1
    return _birthday(birth, first + count - 1)


def _birthday(birth: date, year: int) -> date:
    try:
        return birth.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 2, 28)
