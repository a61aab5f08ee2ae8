"""The tables of translations: one row for every text in every language, with the numbers of the Japanese text."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from edge_agent.texts.readings import ANCHOR, END, read_readings
from protocol.errors import UnsoundCatalogue
from protocol.village.catalogue import TextState
from protocol.village.languages import Language
from protocol.village.translations import OTHER_LANGUAGES, standings, translatable
from provisioning.site.catalogue import TABLES, village_catalogue
from provisioning.site.translations import with_translations

CATALOGUE = village_catalogue()
PLAIN = msgspec.structs.replace(CATALOGUE, translations={})
HEADER = "text,translation,state\n"
FOREIGN = tuple(language for language in OTHER_LANGUAGES if not language.is_japanese)


def _rows(language: Language) -> list[dict[str, str]]:
    with (TABLES / "translations" / f"{language}.csv").open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _figures(text: str) -> Counter[str]:
    """How often each number and each `{placeholder}` stands in a text, however wide its digits are."""
    return Counter(re.findall(r"\d+|\{[^{}]*\}", unicodedata.normalize("NFKC", text)))


def _folder(tmp_path: Path, rows: str) -> Path:
    for language in OTHER_LANGUAGES:
        (tmp_path / f"{language}.csv").write_text(HEADER, encoding="utf-8")
    (tmp_path / "en.csv").write_text(HEADER + rows, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", OTHER_LANGUAGES, ids=str)
def test_every_text_that_a_resident_reads_has_one_row(language: Language) -> None:
    rows = Counter(row["text"] for row in _rows(language))
    assert rows == Counter(translatable(CATALOGUE))


@pytest.mark.parametrize("language", OTHER_LANGUAGES, ids=str)
def test_a_translation_has_the_numbers_and_placeholders_of_its_text(language: Language) -> None:
    rows = {row["text"]: row["translation"] for row in _rows(language)}
    assert {text: said for text, said in rows.items() if _figures(text) != _figures(said)} == {}


@pytest.mark.parametrize(
    ("text", "translation", "fits"),
    [
        ("40〜64歳", "ages 40–64", True),
        ("40〜64歳", "ages 40–65", False),
        ("第１号", "Category 1", True),
        ("3か月以内", "within three months", False),
        ("2階", "2º andar", True),
        ("{count}件", "{number} items", False),
        ("75歳", "75 or over (75+)", False),
    ],
)
def test_numbers_and_placeholders_are_compared_as_people_count(text: str, translation: str, *, fits: bool) -> None:
    assert (_figures(text) == _figures(translation)) is fits


@pytest.mark.parametrize("language", FOREIGN, ids=str)
def test_a_notification_keeps_its_japanese_name_beside_the_translation(language: Language) -> None:
    names = {each.printed_name or each.name for each in CATALOGUE.procedures}
    notifications = sorted(name for name in names if "届" in name)
    assert notifications
    assert [name for name in notifications if "届" not in (CATALOGUE.translated(name, language) or "")] == []


@pytest.mark.parametrize("language", FOREIGN, ids=str)
def test_the_japanese_names_in_other_languages_have_no_kana(language: Language) -> None:
    said = [row["translation"] for row in _rows(language)]
    assert [text for text in said if re.search("[ぁ-んァ-ヶ]", text)] == []


def test_every_kanji_of_the_catalogue_has_a_reading() -> None:
    readings = read_readings()
    plain = (CATALOGUE.translated(text, Language.PLAIN_JAPANESE) or "" for text in translatable(CATALOGUE))
    said = (*translatable(CATALOGUE), *plain)
    assert [text for text in said if re.search("[一-龠々]", re.sub(f"{ANCHOR}.*?{END}", "", readings(text)))] == []


def test_no_language_is_called_approved_before_a_person_has_approved_it() -> None:
    assert [standing.language for standing in standings(CATALOGUE) if standing.translated] == []


def test_a_row_says_its_state(tmp_path: Path) -> None:
    rows = "転居届,Notification,訳\n転入届（国内）,Moving in,要確認\n"
    found = with_translations(PLAIN, _folder(tmp_path, rows)).translations
    assert found["転居届"][Language.ENGLISH].state is TextState.TRANSLATED
    assert found["転入届（国内）"][Language.ENGLISH].state is TextState.TO_CHECK


@pytest.mark.parametrize("row", ["ない文,x,訳\n", "転居届,x,済\n", "転居届,,訳\n"])
def test_a_row_that_fits_nothing_is_named(tmp_path: Path, row: str) -> None:
    with pytest.raises(UnsoundCatalogue, match=r"ない文|転居届"):
        with_translations(PLAIN, _folder(tmp_path, row))
