"""Opening hours as a resident reads them."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from edge_agent.kiosk.hour_words import HourWords
from edge_agent.texts.catalogue import read_texts
from protocol.village.opening import OpeningHours

from .served import CHRISTMAS_EVE, NEW_YEAR, WEEK

WORDS = HourWords(read_texts())
HOURS = OpeningHours.parse(WEEK, NEW_YEAR)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(8, 30), "午前8時30分"),
        (time(17), "午後5時"),
        (time(12), "午後0時"),
        (time(0, 5), "午前0時5分"),
        (time(11, 59), "午前11時59分"),
    ],
)
def test_a_time_is_said_with_morning_and_afternoon(moment: time, words: str) -> None:
    assert WORDS.clock_time(moment) == words


def test_days_with_the_same_hours_are_said_together() -> None:
    opening = {**WEEK, "wed": (("08:30", "19:00"),), "sat": (("09:00", "12:00"), ("13:00", "15:00"))}
    assert WORDS.weekly(OpeningHours.parse(opening, ())) == (
        "月・火・木・金 午前8時30分から午後5時15分",
        "水 午前8時30分から午後7時",
        "土 午前9時から午後0時、午後1時から午後3時",
    )


def test_workdays_and_the_whole_week_have_a_word() -> None:
    assert WORDS.weekly(HOURS) == ("平日 午前8時30分から午後5時15分",)
    whole = OpeningHours.parse(dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), WEEK["mon"]), ())
    assert WORDS.weekly(whole) == ("毎日 午前8時30分から午後5時15分",)


def test_the_next_opening_is_a_day_of_the_era_and_a_time() -> None:
    last_evening = datetime(2026, 12, 28, 9, 0, tzinfo=UTC)
    assert WORDS.next_opening(HOURS, last_evening) == ("令和9年1月4日（月）", "午前8時30分")
    assert WORDS.next_opening(OpeningHours.parse({}, ()), last_evening) is None


def test_a_closure_is_told_two_weeks_before_as_one_stretch() -> None:
    assert WORDS.next_closure(HOURS, CHRISTMAS_EVE) == "12月29日（火）から1月1日（金）まで"
    assert WORDS.next_closure(HOURS, datetime(2026, 12, 1, 1, 0, tzinfo=UTC)) == ""
    assert WORDS.next_closure(OpeningHours.parse(WEEK, ("2026-12-25",)), CHRISTMAS_EVE) == "12月25日（金）"


def test_a_closed_day_on_a_weekday_that_is_never_open_is_not_told() -> None:
    assert WORDS.next_closure(OpeningHours.parse(WEEK, ("2026-12-26",)), CHRISTMAS_EVE) == ""
