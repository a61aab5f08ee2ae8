"""When a place is open, and when it opens next."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.village.opening import JAPAN, WEEKDAYS, OpeningHours

TOWN_HALL = OpeningHours.parse(
    {day: [["08:30", "17:15"]] for day in WEEKDAYS[:5]},
    ["2026-04-29", "2026-05-04", "2026-05-05", "2026-05-06"],
)
CLINIC = OpeningHours.parse({"tue": [["13:30", "16:00"], ["09:00", "11:30"]]}, [])
NEVER = OpeningHours.parse({}, [])


def at(text: str) -> datetime:
    """A moment of the clock on the wall, 「2026-04-01 08:30」."""
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-04-01 08:29:59.999999", False),
        ("2026-04-01 08:30", True),
        ("2026-04-01 12:00", True),
        ("2026-04-01 17:14:59.999999", True),
        ("2026-04-01 17:15", False),
        ("2026-04-04 10:00", False),  # Saturday
        ("2026-04-29 10:00", False),  # 昭和の日
        ("2026-04-30 10:00", True),
    ],
)
def test_hours_are_half_open_and_closed_days_are_closed(moment: str, is_open: bool) -> None:
    assert TOWN_HALL.is_open(at(moment)) is is_open


@pytest.mark.parametrize(("hour", "is_open"), [(9, True), (12, False), (14, True), (16, False)])
def test_a_place_may_close_at_noon(hour: int, is_open: bool) -> None:
    assert CLINIC.is_open(at(f"2026-04-07 {hour:02}:00")) is is_open


def test_it_is_the_clock_on_the_wall_that_counts() -> None:
    assert TOWN_HALL.is_open(datetime(2026, 3, 31, 23, 30, tzinfo=UTC))
    assert not TOWN_HALL.is_open(datetime(2026, 4, 1, 8, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-04-01 07:00", "2026-04-01 08:30"),
        ("2026-04-01 08:30", "2026-04-02 08:30"),
        ("2026-04-01 17:15", "2026-04-02 08:30"),
        ("2026-04-03 18:00", "2026-04-06 08:30"),  # over the weekend
        ("2026-04-28 18:00", "2026-04-30 08:30"),  # over a holiday
        ("2026-05-01 18:00", "2026-05-07 08:30"),  # over a weekend and three holidays
        ("2026-12-31 18:00", "2027-01-01 08:30"),
    ],
)
def test_the_next_opening_passes_over_weekends_and_holidays(moment: str, opening: str) -> None:
    assert TOWN_HALL.next_opening(at(moment)) == at(opening)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-04-07 08:00", "2026-04-07 09:00"),
        ("2026-04-07 12:00", "2026-04-07 13:30"),
        ("2026-04-07 16:00", "2026-04-14 09:00"),
    ],
)
def test_the_earliest_opening_comes_first_however_the_spans_were_written(moment: str, opening: str) -> None:
    assert CLINIC.next_opening(at(moment)) == at(opening)


def test_the_next_opening_is_asked_for_in_any_zone() -> None:
    assert TOWN_HALL.next_opening(datetime(2026, 4, 1, 22, 0, tzinfo=UTC)) == at("2026-04-02 08:30")


def test_a_place_that_never_opens_has_no_next_opening() -> None:
    assert not NEVER.is_open(at("2026-04-01 10:00"))
    assert NEVER.next_opening(at("2026-04-01 10:00")) is None


def test_an_opening_after_sixty_days_is_too_far_away() -> None:
    days = [date(2026, 4, 1) + timedelta(days=ahead) for ahead in range(60)]
    hours = OpeningHours.parse({day: [["08:30", "17:15"]] for day in WEEKDAYS}, [day.isoformat() for day in days])
    assert hours.next_opening(at("2026-04-01 10:00")) is None
    assert hours.next_opening(at("2026-04-02 10:00")) == at("2026-05-31 08:30")


@pytest.mark.parametrize(
    ("opening", "closed_days"),
    [
        ({"monday": [["08:30", "17:15"]]}, []),
        ({"mon": [["17:15", "08:30"]]}, []),
        ({"mon": [["08:30", "08:30"]]}, []),
        ({"mon": [["08:30"]]}, []),
        ({"mon": [["08:30", "12:00", "17:15"]]}, []),
        ({"mon": [["half past eight", "17:15"]]}, []),
        ({"mon": [["08:30", "24:15"]]}, []),
        ({"mon": [["08:30+09:00", "17:15"]]}, []),
        ({"mon": [["08:30+09:00", "17:15+09:00"]]}, []),
        ({}, ["29 April"]),
    ],
)
def test_hours_that_cannot_be_meant_are_refused(opening: dict[str, list[list[str]]], closed_days: list[str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        OpeningHours.parse(opening, closed_days)


SPANS = st.lists(st.times(), min_size=2, max_size=2, unique=True).map(lambda pair: (min(pair), max(pair)))
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))
PLACES = st.builds(
    OpeningHours,
    st.dictionaries(st.sampled_from(WEEKDAYS), st.lists(SPANS, max_size=3).map(tuple)),
    st.frozensets(DAYS, max_size=20),
)
MOMENTS = st.builds(datetime.combine, st.dates(date(2026, 1, 1), date(2026, 2, 28)), st.times(), st.just(UTC))


@given(PLACES, MOMENTS, st.floats(0, 1, exclude_max=True))
def test_a_closed_place_is_open_at_its_next_opening_and_not_between(
    place: OpeningHours, moment: datetime, part: float
) -> None:
    opening = place.next_opening(moment)
    end = opening or moment + timedelta(days=58)
    assert opening is None or (opening > moment and place.is_open(opening))
    if not place.is_open(moment):
        between = min(moment + (end - moment) * part, end - timedelta(microseconds=1))
        assert not place.is_open(between)
        assert not any(place.is_open(start) for start in _starts(place, moment, end))


def _starts(place: OpeningHours, first: datetime, end: datetime) -> list[datetime]:
    days = [first.astimezone(JAPAN).date() + timedelta(days=ahead) for ahead in range((end - first).days + 2)]
    spans = [(day, start) for day in days for start, _ in place.spans_on(day)]
    starts = [datetime.combine(day, start, JAPAN) for day, start in spans]
    return [start for start in starts if first < start < end]


@given(PLACES, DAYS, st.times())
def test_a_closed_day_is_closed_all_day(place: OpeningHours, day: date, moment: time) -> None:
    closed = OpeningHours(place.spans, place.closed_days | {day})
    assert not closed.is_open(datetime.combine(day, moment, JAPAN))
