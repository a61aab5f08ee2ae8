"""Eras: both names of a changing day, first years, reading what was printed, a new era."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.japanese.eras import ERAS, EnteredDate, era_date, read_date, western_date

DAYS = st.dates(date(1873, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 23), "令和8年11月23日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1873, 1, 1), "明治6年1月1日"),
        (date(1872, 12, 31), "1872年12月31日"),
    ],
)
def test_a_day_is_printed_with_its_era(day: date, text: str) -> None:
    assert era_date(day) == text


def test_the_weekday_follows_in_brackets() -> None:
    assert era_date(date(2026, 11, 23), weekday=True) == "令和8年11月23日（月）"
    assert western_date(date(2026, 11, 22), weekday=True) == "2026年11月22日（日）"


@pytest.mark.parametrize("text", ["明治45年7月30日", "大正元年7月30日", "大正15年12月25日", "昭和元年12月25日"])
def test_on_a_changing_day_both_names_are_right_and_the_entered_one_is_kept(text: str) -> None:
    assert str(read_date(text)) == text


@pytest.mark.parametrize(
    "text", ["昭和64年1月8日", "平成31年5月1日", "平成元年1月7日", "明治45年7月31日", "明治5年12月2日"]
)
def test_a_date_outside_its_era_is_refused(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    ["令和元年5月1日", "令和1年5月1日", "Ｒ１．５．１", "r1/5/1", "R元.5.1", "令和元年５月１日（水）", "令和 1-5-1"],
)
def test_people_write_an_era_in_many_ways(text: str) -> None:
    assert read_date(text) == EnteredDate(date(2019, 5, 1), "令和")


@pytest.mark.parametrize("text", ["2019-05-01", "２０１９年５月１日", "西暦2019年5月1日", "2019/5/1"])
def test_a_western_date_has_no_era(text: str) -> None:
    assert read_date(text) == EnteredDate(date(2019, 5, 1))


@pytest.mark.parametrize(
    "text", ["", "5月1日", "19-5-1", "元年5月1日", "令和0年5月1日", "慶応3年1月1日", "令和元年2月30日", "2019-13-1"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


def test_an_era_that_does_not_hold_the_day_is_a_broken_promise() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        era_date(date(2026, 1, 1), era="平成")


def test_a_new_era_is_a_setting() -> None:
    eras = ERAS.followed_by("新元", "X", date(2040, 4, 1))
    assert era_date(date(2040, 4, 1), eras=eras) == "新元元年4月1日"
    assert era_date(date(2040, 3, 31), eras=eras) == "令和22年3月31日"
    assert read_date("X1.4.1", eras=eras) == EnteredDate(date(2040, 4, 1), "新元")
    assert read_date("令和22年4月1日", eras=eras) is None


@given(DAYS, st.data())
def test_what_is_printed_reads_back(day: date, data: st.DataObject) -> None:
    entered = EnteredDate(day, data.draw(st.sampled_from(["", *ERAS.names_at(day)])))
    assert read_date(str(entered)) == entered


@given(st.text(alphabet="明治大正昭和平成令元年月日0123456789./- MTSHR１（）水"))
def test_no_text_breaks_the_reader(text: str) -> None:
    entered = read_date(text)
    assert entered is None or read_date(str(entered)) == entered
