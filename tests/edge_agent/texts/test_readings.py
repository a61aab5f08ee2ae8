"""ふりがな: the longest word wins, a number changes a reading, and every 漢字 of the screens has one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.texts.catalogue import file_of, read_texts
from edge_agent.texts.readings import ANCHOR, END, SEPARATOR, Readings, read_readings
from protocol.village.languages import Language

READINGS = read_readings()
_MARK = re.compile(f"{ANCHOR}(.*?){SEPARATOR}(.*?){END}")
_KANJI = re.compile(r"[一-龠々]")
# Paper has no readings; days and hours are put together from figures and names of days.
_WITHOUT = ("slip.", "hours.", "moved-on.weekdays")


def read(text: str) -> str:
    """The text as a list of words would print it: 漢字[かんじ]."""
    return _MARK.sub(r"\1[\2]", READINGS(text))


@pytest.mark.parametrize(
    ("text", "as_read"),
    [
        ("住民票の写し", "住民票[じゅうみんひょう]の写[うつ]し"),
        ("引っ越す人", "引[ひ]っ越[こ]す人[ひと]"),
        ("{count}人", "{count}人[にん]"),
        ("何人ですか", "何人[なんにん]ですか"),
        ("世帯主の方", "世帯主[せたいぬし]の方[かた]"),
        ("カードが入っていない", "カードが入[はい]っていない"),
        ("番号を入れて", "番号[ばんごう]を入[い]れて"),
        ("日", "日"),
        ("", ""),
    ],
)
def test_a_text_is_read_as_people_read_it(text: str, as_read: str) -> None:
    assert read(text) == as_read


@pytest.mark.parametrize("language", [Language.JAPANESE, Language.PLAIN_JAPANESE], ids=str)
def test_every_kanji_of_the_screens_has_a_reading(language: Language) -> None:
    texts = read_texts(file_of(language))
    said = {key: texts.template(key) for key in sorted(texts.keys()) if not key.startswith(_WITHOUT)}
    unread = {key: text for key, text in said.items() if len(text) > 1 and _KANJI.search(_MARK.sub("", READINGS(text)))}
    assert unread == {}


def test_every_reading_is_written_in_hiragana() -> None:
    for language in (Language.JAPANESE, Language.PLAIN_JAPANESE):
        texts = read_texts(file_of(language))
        for key in sorted(texts.keys()):
            for word, reading in _MARK.findall(READINGS(texts.template(key))):
                assert re.fullmatch("[ぁ-んー]+", reading), (key, word)


@given(st.text(alphabet="人住民票引っ越すの写し0123{}abcＡあ漢一度日", max_size=30))
def test_marking_changes_nothing_that_is_read(text: str) -> None:
    assert _MARK.sub(r"\1", READINGS(text)) == text


def test_no_words_mark_nothing() -> None:
    assert Readings(())("住民票") == "住民票"
