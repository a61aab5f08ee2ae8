"""A clock that tests set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class TestClock:
    """Stands still until it is told to go on."""

    __test__ = False

    def __init__(self) -> None:
        self.moment = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The time that was set."""
        return self.moment

    def go_on(self, seconds: float) -> None:
        """Let time pass."""
        self.moment += timedelta(seconds=seconds)
