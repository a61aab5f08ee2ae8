"""Where the stream stands after each step: numbers of the day, epochs, a clock that cannot be trusted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from edge_agent.outbox.stream import Stream

DAY = date(2026, 4, 1)
AT = datetime(2026, 4, 1, tzinfo=UTC)


def stream(*, is_day_trusted: bool = True, serial: int = 0) -> Stream:
    """A stream in its first epoch."""
    return Stream(1, "epoch", 0, 0, AT, DAY, is_day_trusted, serial)


def test_numbers_begin_at_one_and_again_on_the_next_day() -> None:
    first = stream().numbered(DAY, is_trusted=True)
    second = first.numbered(DAY, is_trusted=True)
    tomorrow = second.numbered(DAY + timedelta(days=1), is_trusted=True)
    assert (first.serial, second.serial, tomorrow.serial) == (1, 2, 1)


def test_the_business_day_never_goes_backwards() -> None:
    later = stream(serial=7).numbered(DAY - timedelta(days=1), is_trusted=True)
    assert (later.day, later.serial) == (DAY, 8)


def test_numbers_given_under_a_clock_nobody_trusted_are_not_given_again_when_the_day_becomes_known() -> None:
    unsure = stream(serial=40).numbered(DAY, is_trusted=False)
    sure = unsure.numbered(DAY + timedelta(days=1), is_trusted=True)
    assert (unsure.serial, sure.serial) == (41, 42)
    assert sure.numbered(DAY + timedelta(days=2), is_trusted=True).serial == 1


def test_new_epochs_of_one_day_number_from_501_and_from_801() -> None:
    second = stream(serial=12).in_new_epoch("b")
    third = second.numbered(DAY, is_trusted=True).in_new_epoch("c")
    fourth = third.numbered(DAY, is_trusted=True).in_new_epoch("d")
    serials = [each.numbered(DAY, is_trusted=True).serial for each in (second, third, fourth)]
    assert serials == [501, 801, 802]
    assert (second.life, second.seq, third.life) == (2, 0, 3)


def test_a_new_epoch_numbers_on_where_central_says_when_it_can_be_asked() -> None:
    epoch = stream(serial=12).in_new_epoch("b").with_known_serial(DAY, 15)
    assert epoch.numbered(DAY, is_trusted=True).serial == 16


def test_central_never_makes_a_number_be_given_twice() -> None:
    epoch = stream().in_new_epoch("b").numbered(DAY, is_trusted=True)
    assert epoch.with_known_serial(DAY, 15).numbered(DAY, is_trusted=True).serial == 502


def test_what_central_knows_of_another_day_is_not_taken() -> None:
    assert stream(serial=3).with_known_serial(DAY - timedelta(days=1), 400).serial == 3


STEPS = st.one_of(
    st.tuples(st.just("number"), st.integers(-2, 3), st.booleans()),
    st.tuples(st.just("epoch"), st.just(0), st.booleans()),
    st.tuples(st.just("known"), st.integers(0, 900), st.booleans()),
)


@given(st.lists(STEPS, max_size=60))
def test_no_number_is_given_twice_on_a_day_whatever_happens(steps: list[tuple[str, int, bool]]) -> None:
    now, today = stream(), DAY
    given_numbers: set[tuple[date, int]] = set()
    for step, amount, is_trusted in steps:
        if step == "number":
            today += timedelta(days=amount)
            now = now.numbered(today, is_trusted=is_trusted)
            assert (now.day, now.serial) not in given_numbers
            given_numbers.add((now.day, now.serial))
        elif step == "epoch":
            now = now.in_new_epoch("next")
        else:
            now = now.with_known_serial(now.day, amount)
