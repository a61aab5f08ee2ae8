"""不詳日: every registered pattern, dates no calendar has, and printing as registered."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.japanese.ages import age
from protocol.japanese.partial_dates import PartialDate, read_partial_date

PATTERNS = {
    "昭和20年頃": "1945-01-01",
    "昭和20年3月頃": "1945-03-01",
    "昭和20年3月5日頃": "1945-03-05",
    "推定昭和20年3月5日": "1945-03-05",
    "推定昭和20年3月": "1945-03-01",
    "昭和20年春": "1945-03-01",
    "昭和20年3月上旬": "1945-03-01",
    "昭和20年3月中旬頃": "1945-03-11",
    "昭和20年 月日不詳": "1945-01-01",
    "昭和20年3月 日不詳": "1945-03-01",
    "昭和20年3月5日から4月6日頃までの間": "1945-03-05",
    "昭和20年3月推定5日から8日までの間": "1945-03-05",
    "昭和20年3月5日頃から8日頃までの間": "1945-03-05",
    "昭和22年2月29日": "1947-03-01",
    "昭和元年頃": "1926-12-25",
}


@pytest.mark.parametrize(("text", "iso"), PATTERNS.items())
def test_a_registered_pattern_keeps_its_words_and_counts_from_its_first_day(text: str, iso: str) -> None:
    assert read_partial_date(text) == PartialDate(iso, unknown=True, text=text, era="昭和")
    assert str(read_partial_date(text)) == text


def test_a_wholly_unknown_date_has_words_only() -> None:
    wholly = read_partial_date("年月日不詳")
    assert wholly == PartialDate("", unknown=True, text="年月日不詳")
    assert wholly is not None
    assert wholly.day is None


def test_a_known_date_and_its_era_as_entered() -> None:
    assert read_partial_date("明治45年7月30日") == PartialDate("1912-07-30", era="明治")
    assert str(PartialDate("1912-07-30", era="明治")) == "明治45年7月30日"
    assert str(PartialDate("1990-04-01")) == "1990年4月1日"


def test_spaces_and_width_are_evened_out() -> None:
    assert str(read_partial_date("昭和２０年　月日不詳")) == "昭和20年 月日不詳"
    assert str(read_partial_date("昭和20年3月日不詳")) == "昭和20年3月 日不詳"
    assert str(read_partial_date("1945年3月ごろ")) == "1945年3月頃"


@pytest.mark.parametrize(
    "text", ["", "昭和65年頃", "昭和20年13月頃", "45年頃", "昭和20年", "推定元年", "慶応2年頃", "昭和20年3月32日頃"]
)
def test_what_is_in_no_pattern_is_none(text: str) -> None:
    assert read_partial_date(text) is None


def test_an_impossible_29_february_grows_older_as_a_real_one() -> None:
    impossible = read_partial_date("昭和22年2月29日")
    assert impossible is not None
    assert impossible.day is not None
    assert [age(impossible.day, date(2012, 2, day)) for day in (28, 29)] == [64, 65]
    assert [age(impossible.day, date(2011, 2, day)) for day in (27, 28)] == [63, 64]


@given(
    st.sampled_from(
        [
            "{}年頃",
            "{}年{}月頃",
            "{}年{}月{}日頃",
            "推定{}年{}月{}日",
            "推定{}年{}月",
            "{}年秋",
            "{}年{}月下旬",
            "{}年 月日不詳",
        ]
    ),
    st.sampled_from(["昭和2", "昭和63", "平成元", "1950"]),
    st.integers(2, 12),
    st.integers(1, 31),
)
def test_what_is_printed_reads_back(pattern: str, year: str, month: int, day: int) -> None:
    read = read_partial_date(pattern.format(year, month, day))
    assert read is not None
    assert read_partial_date(str(read)) == read


@given(st.text(alphabet="昭和平成元年月日頃推定不詳上中下旬から春までの間 0123456789", max_size=24))
def test_no_text_breaks_the_reader(text: str) -> None:
    read = read_partial_date(text)
    assert read is None or read_partial_date(str(read)) == read
