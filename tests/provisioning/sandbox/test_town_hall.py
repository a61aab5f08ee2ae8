"""The walk to a moment at which the town hall is open."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from protocol.village.opening import JAPAN, OpeningHours
from provisioning.sandbox.clock import PracticeClock
from provisioning.sandbox.town_hall import opening_hours, walk_to_morning, walk_to_open_hours

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _hours(start: str, end: str) -> OpeningHours:
    return OpeningHours.parse({day: [[start, end]] for day in _DAYS}, [])


def test_the_practice_town_hall_is_closed_on_sundays() -> None:
    assert not opening_hours().is_open(datetime(2026, 4, 5, 10, 0, tzinfo=JAPAN))
    assert opening_hours().is_open(datetime(2026, 4, 6, 10, 0, tzinfo=JAPAN))


def test_a_closed_town_hall_is_found_open_on_a_later_morning(tmp_path: Path) -> None:
    with PracticeClock(tmp_path / "clock") as clock:
        walk_to_morning(clock, opening_hours())
        assert opening_hours().is_open(clock.now())
        assert clock.now().astimezone(JAPAN).hour == 10


@pytest.mark.parametrize(("start", "end", "stays"), [("00:00", "23:59:59", True), ("00:00", "00:00:01", False)])
def test_an_open_town_hall_stays_where_it_is(tmp_path: Path, start: str, end: str, *, stays: bool) -> None:
    with PracticeClock(tmp_path / "clock") as clock:
        walk_to_open_hours(clock, _hours(start, end))
        assert (clock.offset == timedelta()) is stays
