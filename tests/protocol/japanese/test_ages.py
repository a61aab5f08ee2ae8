"""Ages around every threshold, and at births on the days that schools and leap years make special."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.japanese.ages import age, birthday_age, fy_age


@pytest.mark.parametrize("years", [15, 20, 65, 75])
@pytest.mark.parametrize(("days", "by_law", "by_birthday"), [(-2, -1, -1), (-1, 0, -1), (0, 0, 0), (1, 0, 0)])
@pytest.mark.parametrize(
    "born", [date(1950, 11, 23), date(1951, 3, 31), date(1951, 4, 1), date(1951, 4, 2), date(1951, 1, 1)]
)
def test_the_two_ages_around_a_birthday(born: date, years: int, days: int, by_law: int, by_birthday: int) -> None:
    on = born.replace(year=born.year + years) + timedelta(days=days)
    assert age(born, on) == years + by_law
    assert birthday_age(born, on) == years + by_birthday


@pytest.mark.parametrize(
    ("on", "by_law", "by_birthday"),
    [
        (date(2023, 2, 27), 18, 18),
        (date(2023, 2, 28), 19, 18),
        (date(2023, 3, 1), 19, 19),
        (date(2024, 2, 27), 19, 19),
        (date(2024, 2, 28), 20, 19),
        (date(2024, 2, 29), 20, 20),
    ],
)
def test_who_is_born_on_29_february_grows_older_at_the_end_of_the_28th(on: date, by_law: int, by_birthday: int) -> None:
    assert (age(date(2004, 2, 29), on), birthday_age(date(2004, 2, 29), on)) == (by_law, by_birthday)


@pytest.mark.parametrize(
    ("born", "reached"),
    [(date(2020, 3, 31), 6), (date(2020, 4, 1), 6), (date(2020, 4, 2), 5), (date(2020, 2, 29), 6)],
)
def test_the_school_year_begins_with_those_born_on_2_april(born: date, reached: int) -> None:
    assert fy_age(born, date(2026, 4, 1)) == reached
    assert fy_age(born, date(2027, 3, 31)) == reached
    assert fy_age(born, date(2027, 4, 1)) == reached + 1


def test_a_newborn_is_none_years_old() -> None:
    assert age(date(2026, 11, 23), date(2026, 11, 23)) == birthday_age(date(2026, 11, 23), date(2026, 11, 23)) == 0


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 40_000))
def test_the_legal_age_is_the_birthday_age_of_tomorrow(born: date, days: int) -> None:
    on = born + timedelta(days=days)
    assert age(born, on) == birthday_age(born, on + timedelta(days=1))
    assert 0 <= age(born, on) - birthday_age(born, on) <= 1
