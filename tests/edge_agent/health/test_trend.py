"""A straight line through what was measured says when a limit is met."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.health.trend import Trend


def trend(*values: float, every: float = 10.0, span: float = 30.0) -> Trend:
    """A trend of values at even distances."""
    made = Trend(every_seconds=every, most=100, span_seconds=span)
    for number, value in enumerate(values):
        made.add(number * every, value)
    return made


def test_a_falling_line_meets_its_limit() -> None:
    assert trend(100, 90, 80, 70, 60).seconds_until(10) == pytest.approx(50)
    assert trend(100, 91, 79, 71, 59).seconds_until(10) == pytest.approx(48.5, abs=1)


@pytest.mark.parametrize("values", [(), (5, 4, 3, 2), (5, 5, 5, 5, 5), (1, 2, 3, 4, 5)])
def test_what_rises_rests_or_is_hardly_known_meets_none(values: tuple[float, ...]) -> None:
    assert trend(*values).seconds_until(0) is None


def test_what_is_already_below_meets_it_now() -> None:
    assert trend(5, 4, 3, 2, 1).seconds_until(3) == 0.0


def test_samples_that_come_too_early_are_left_out() -> None:
    made = Trend(every_seconds=10, most=100, span_seconds=0)
    for number in range(40):
        made.add(float(number), 100.0 - number)
    assert made.seconds_until(0) is None
    made.add(40.0, 60.0)
    assert made.seconds_until(0) == pytest.approx(60)


@given(st.lists(st.floats(0, 1e15), max_size=60), st.floats(0, 1e15))
def test_no_measurement_is_too_odd(values: list[float], limit: float) -> None:
    seconds = trend(*values).seconds_until(limit)
    assert seconds is None or seconds >= 0
