"""Every language says everything that 日本語 says, with the same things filled in; what is missing fails the build."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from edge_agent.texts.catalogue import Texts, file_of, is_needed, read_texts
from protocol.village.languages import Language

JAPANESE = read_texts()
OTHERS = [language for language in Language if language is not Language.JAPANESE]
FOREIGN = [language for language in OTHERS if not language.is_japanese]
# What these say goes into an address, which is Japanese whatever the language of the page.
WRITTEN_INTO_FIELDS = ("lot.number", "lot.branch")
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
# Keys that stand on the glass, and documents that are known by their name.
_QUOTED = re.compile(r"「.」|\{kana\}|転居届")
_KANJI = re.compile(r"[一-龠々]")
_SEPARATORS = {Language.ENGLISH: " ", Language.PORTUGUESE: " ", Language.VIETNAMESE: " ", Language.KOREAN: " "}


def _filled_in(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.fixture(params=OTHERS, ids=str)
def other(request: pytest.FixtureRequest) -> Texts:
    """The texts of one language beside 日本語."""
    return read_texts(file_of(request.param))


@pytest.mark.parametrize("language", OTHERS, ids=str)
def test_no_language_lacks_a_text_or_has_one_too_many(language: Language) -> None:
    wanted = {key for key in sorted(JAPANESE.keys()) if is_needed(key, language)}
    there = read_texts(file_of(language)).keys()
    assert (sorted(wanted - there), sorted(there - wanted)) == ([], [])


def test_the_same_is_filled_in(other: Texts) -> None:
    both = other.keys() & JAPANESE.keys()
    differing = {key for key in both if _filled_in(other.template(key)) != _filled_in(JAPANESE.template(key))}
    assert differing == set()


def test_no_text_is_empty(other: Texts) -> None:
    assert [key for key in sorted(other.keys()) if not other.template(key).strip()] == []


def test_the_seven_days_are_seven_words(other: Texts) -> None:
    assert len(set(other("moved-on.weekdays").split(","))) == 7


def test_what_goes_into_a_field_is_the_same_in_every_language(other: Texts) -> None:
    assert [other(key) for key in WRITTEN_INTO_FIELDS] == [JAPANESE(key) for key in WRITTEN_INTO_FIELDS]


@pytest.mark.parametrize("language", FOREIGN, ids=str)
def test_nothing_is_left_in_japanese(language: Language) -> None:
    texts = read_texts(file_of(language))
    letters = _KANA if language is Language.CHINESE else re.compile(f"{_KANA.pattern}|{_KANJI.pattern}")
    said = {key: _QUOTED.sub("", texts.template(key)) for key in sorted(texts.keys()) if key not in WRITTEN_INTO_FIELDS}
    assert {key: text for key, text in said.items() if letters.search(text)} == {}


@pytest.mark.parametrize("language", sorted(_SEPARATORS), ids=str)
def test_sentences_that_are_printed_one_after_the_other_do_not_run_together(language: Language) -> None:
    texts = read_texts(file_of(language))
    for second in ("pin.tries", "pin.ask", "card-text.ask", "call.called-wait", "line.cut-works", "line.issuing-works"):
        assert texts.template(second).startswith(_SEPARATORS[language])


def test_every_language_calls_itself_by_its_own_name() -> None:
    assert len({language.own_name for language in Language}) == len(Language)
    assert [language.tag for language in FOREIGN] == ["en", "zh-Hans", "ko", "pt-BR", "vi"]
