"""The counter's clock never goes back, learns what central says, and knows whether it can be trusted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from edge_agent.clock import CounterClock, SystemClock, business_day, rfc3339

from .counter import MORNING, HandClock, counter_clock


def test_the_clock_never_goes_back_when_the_machine_does() -> None:
    hand = HandClock()
    clock = counter_clock(hand)
    before = clock.now()
    hand.move(hours=-3)
    assert clock.now() == before


def test_a_machine_that_booted_in_1970_goes_on_from_the_newest_time_it_was_told() -> None:
    clock = counter_clock(HandClock(datetime(1970, 1, 1, tzinfo=UTC)), is_trusted=False)
    clock.not_before(MORNING)
    assert timedelta() <= clock.now() - MORNING < timedelta(seconds=5)
    assert not clock.is_trusted


def test_a_clock_behind_central_follows_it_and_is_trusted_from_then_on() -> None:
    clock = counter_clock(HandClock(datetime(1970, 1, 1, tzinfo=UTC)), is_trusted=False)
    clock.compare(MORNING)
    assert clock.is_trusted
    assert clock.now() >= MORNING


def test_a_clock_far_ahead_of_central_is_not_trusted_and_does_not_go_back() -> None:
    clock = counter_clock(HandClock(MORNING + timedelta(hours=1)))
    clock.compare(MORNING)
    assert not clock.is_trusted
    assert clock.now() == MORNING + timedelta(hours=1)


def test_an_old_receipt_does_not_turn_the_clock_back_nor_cost_its_trust() -> None:
    clock = counter_clock()
    clock.not_before(MORNING - timedelta(days=1))
    assert clock.now() == MORNING
    assert clock.is_trusted


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 31, 14, 59, tzinfo=UTC), date(2026, 3, 31)),
        (datetime(2026, 3, 31, 15, 0, tzinfo=UTC), date(2026, 4, 1)),
    ],
)
def test_the_business_day_changes_at_midnight_in_japan(moment: datetime, day: date) -> None:
    assert business_day(moment) == day


def test_moments_travel_in_utc_with_milliseconds() -> None:
    assert rfc3339(MORNING) == "2026-04-01T00:30:00.000Z"


def test_the_machine_is_asked_for_an_aware_time() -> None:
    assert CounterClock(SystemClock()).now().tzinfo is UTC
