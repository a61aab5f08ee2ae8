"""The one place of the counter that asks the machine what time it is, and what to believe of it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Protocol

JAPAN = timezone(timedelta(hours=9), "JST")

_TOLERANCE = timedelta(minutes=2)
_SYNCHRONIZED = Path("/run/systemd/timesync/synchronized")


class Clock(Protocol):
    """Tells the time; practice and tests hand in their own."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        return datetime.now(UTC)


class CounterClock:
    """A clock that is never earlier than any time it was told of, and knows whether it can be trusted."""

    def __init__(self, source: Clock, *, is_disciplined: bool = False) -> None:
        self._source = source
        self._is_disciplined = is_disciplined
        self._agrees: bool | None = None
        self._newest = datetime.fromtimestamp(0, UTC)
        self._learnt = self._newest
        self._learnt_at = time.monotonic()

    def now(self) -> datetime:
        """The time now, aware, UTC: never earlier than an answer before, nor than what was learnt."""
        elapsed = timedelta(seconds=time.monotonic() - self._learnt_at)
        self._newest = max(self._newest, self._source.now(), self._learnt + elapsed)
        return self._newest

    @property
    def is_trusted(self) -> bool:
        """Whether central agreed with this clock; before it was asked, whether the machine follows a time server."""
        return self._is_disciplined if self._agrees is None else self._agrees

    def not_before(self, moment: datetime) -> None:
        """Learn that it is at least `moment`: from what is stored, from receipts."""
        if moment > self.now():
            self._learnt, self._learnt_at = moment, time.monotonic()

    def compare(self, central: datetime) -> None:
        """Take central's time, told just now: a clock behind it follows, one far ahead of it is not trusted."""
        self.not_before(central)
        self._agrees = self.now() - central <= _TOLERANCE


def is_disciplined() -> bool:
    """Whether the machine's clock has followed a time server since it was switched on."""
    return _SYNCHRONIZED.exists()


def business_day(moment: datetime) -> date:
    """The day at the town hall."""
    return moment.astimezone(JAPAN).date()


def rfc3339(moment: datetime) -> str:
    """A moment as it travels: UTC, milliseconds, `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_of(text: str) -> datetime:
    """The moment in an RFC 3339 text. Raises ValueError, also without an offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no offset")
    return moment
