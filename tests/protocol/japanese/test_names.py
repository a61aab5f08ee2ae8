"""Names: kept as registered, counted as people count, two boxes or one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.japanese.names import Complaint, ForeignName, JapaneseName, graphemes, kana_complaints, roman_name


@pytest.mark.parametrize(
    ("text", "count"), [("斉󠄃藤", 2), ("𠮷男", 2), ("葛󠄀城", 2), ("神󠄀", 1), ("祐󠄁", 1), ("髙橋", 2), ("か゚", 1), ("", 0)]
)
def test_a_character_is_what_people_count(text: str, count: int) -> None:
    assert len(graphemes(text)) == count


@given(st.text(alphabet="斉藤𠮷葛城神祐\U000e0100\U000e0103\ufe00 　"))
def test_no_character_of_a_name_is_changed(text: str) -> None:
    name = JapaneseName.split(text)
    assert (name.family + name.given).replace("　", "") == text.replace(" ", "").replace("　", "")


@pytest.mark.parametrize("text", ["道志 太郎", "道志　太郎", " 道志  太郎 "])
def test_a_name_has_one_full_width_space(text: str) -> None:
    assert str(JapaneseName.split(text)) == "道志　太郎"


def test_a_japanese_name_without_family_name_or_too_long_is_refused() -> None:
    assert JapaneseName("", "太郎").complaints() == (Complaint.EMPTY,)
    assert JapaneseName("道" * 100, "太郎").complaints() == (Complaint.TOO_LONG,)
    assert JapaneseName("葛󠄀" * 97, "太郎").complaints() == ()


def test_a_foreign_name_is_printed_with_its_kanji_and_reading() -> None:
    name = ForeignName(roman_name(" ｚｈａｎｇ  yulin"), "張　玉蓮", "チャン　ユウリン")
    assert str(name) == "ZHANG YULIN　張　玉蓮　（チャン　ユウリン）"
    assert name.complaints() == ()
    assert ForeignName("張").complaints() == (Complaint.NOT_ROMAN,)
    assert ForeignName("").complaints() == (Complaint.EMPTY,)


def test_readings_are_full_width_katakana() -> None:
    assert kana_complaints("ドウシ　タロウ") == ()
    assert kana_complaints("どうし") == (Complaint.NOT_KATAKANA,)
    assert kana_complaints("ﾄﾞｳｼ") == (Complaint.NOT_KATAKANA,)
