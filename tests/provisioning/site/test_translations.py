"""The tables of translations: each row fits a text of the catalogue; every question and name is there in two."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from protocol.errors import UnsoundCatalogue
from protocol.village.catalogue import TextState
from protocol.village.languages import Language
from protocol.village.translations import OTHER_LANGUAGES, standings
from provisioning.site.catalogue import village_catalogue
from provisioning.site.translations import with_translations

CATALOGUE = village_catalogue()
PLAIN = msgspec.structs.replace(CATALOGUE, translations={})
HEADER = "text,translation,state\n"


def _folder(tmp_path: Path, rows: str) -> Path:
    for language in OTHER_LANGUAGES:
        (tmp_path / f"{language}.csv").write_text(HEADER, encoding="utf-8")
    (tmp_path / "en.csv").write_text(HEADER + rows, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", [Language.PLAIN_JAPANESE, Language.ENGLISH], ids=str)
def test_every_question_answer_procedure_and_place_is_translated(language: Language) -> None:
    asked = [question for question in CATALOGUE.questions if not question.staff_only]
    texts = {text for each in asked for text in (each.text, each.hint) if text}
    texts |= {choice.label for each in asked for choice in CATALOGUE.fact(each.fact).choices}
    texts |= {each.printed_name or each.name for each in CATALOGUE.procedures}
    texts |= {text for each in CATALOGUE.departments for text in (each.section, each.place)}
    assert sorted(text for text in texts if CATALOGUE.translated(text, language) is None) == []


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
