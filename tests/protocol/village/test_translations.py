"""The translations of a catalogue: found by the Japanese text, counted by state, and Japanese where there is none."""

from __future__ import annotations

import msgspec

from protocol.village.catalogue import TextState, Translation, canonical_bytes, decode_catalogue
from protocol.village.languages import Language
from protocol.village.translations import OTHER_LANGUAGES, standings, translatable
from provisioning.site.catalogue import village_catalogue

CATALOGUE = msgspec.structs.replace(village_catalogue(), translations={})
FIRST, SECOND = translatable(CATALOGUE)[:2]
ENGLISH = {
    FIRST: {Language.ENGLISH: Translation("first", TextState.TRANSLATED)},
    SECOND: {Language.ENGLISH: Translation("second")},
}
TRANSLATED = msgspec.structs.replace(CATALOGUE, translations=ENGLISH)


def test_a_text_without_translation_stays_japanese() -> None:
    assert TRANSLATED.translated(FIRST, Language.ENGLISH) == "first"
    assert TRANSLATED.translated(FIRST, Language.KOREAN) is None
    assert TRANSLATED.translated("何かほかの文", Language.ENGLISH) is None


def test_every_language_is_counted_by_state() -> None:
    found = {standing.language: standing for standing in standings(TRANSLATED)}
    assert tuple(found) == OTHER_LANGUAGES
    english, korean = found[Language.ENGLISH], found[Language.KOREAN]
    assert (english.translated, english.to_check, len(english.missing)) == (1, (SECOND,), english.whole - 2)
    assert (korean.translated, korean.to_check, len(korean.missing)) == (0, (), korean.whole)


def test_what_residents_read_is_listed_once() -> None:
    texts = translatable(CATALOGUE)
    assert len(texts) == len(set(texts))
    assert {"転居届", "住民課", "マイナンバーカードを持っていますか"} <= set(texts)
    assert "" not in texts


def test_what_only_staff_ask_is_not_for_residents() -> None:
    staff_only = {question.text for question in CATALOGUE.questions if question.staff_only}
    assert staff_only
    assert staff_only.isdisjoint(translatable(CATALOGUE))


def test_translations_travel_with_the_catalogue() -> None:
    assert decode_catalogue(canonical_bytes(TRANSLATED)) == TRANSLATED
