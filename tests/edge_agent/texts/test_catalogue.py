"""The catalogue holds exactly what the screens say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edge_agent.kiosk.drawing_board import TEMPLATES
from edge_agent.texts.catalogue import MissingText, Texts, file_of, read_texts
from protocol.village.languages import Language

ROOT = TEMPLATES.parents[1]
_WHOLE = re.compile(r"""\b(?:t|_texts)\(\s*f?"([\w.{}-]+)"(?!\s*~)""")
_BEGUN = re.compile(r"""\bt\(\s*"([\w.-]+)"\s*~|_texts\(f"([\w.-]+)\{""")
_ASKED_BY_CODE = {"hours.am", "hours.pm"}
_NAMED_BY_SCREEN = ".title"
_TWO_LANGUAGES = (Language.JAPANESE, Language.PLAIN_JAPANESE)


def _sources() -> str:
    files = (*TEMPLATES.rglob("*.html"), *(ROOT / "kiosk").glob("*.py"), *(ROOT / "printing").glob("*.py"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_text_that_a_screen_asks_for_is_there() -> None:
    asked = {key for key in _WHOLE.findall(_sources()) if "{" not in key}
    assert asked - read_texts().keys() == set()


def test_every_text_is_asked_for_somewhere() -> None:
    source = _sources()
    whole = set(_WHOLE.findall(source)) | _ASKED_BY_CODE
    begun = {first or second for first, second in _BEGUN.findall(source)}
    unused = {key for key in read_texts().keys() - whole if not key.startswith(tuple(begun))}
    assert {key for key in unused if not key.endswith(_NAMED_BY_SCREEN)} == set()


def test_a_text_that_is_missing_is_an_error() -> None:
    with pytest.raises(MissingText, match="no such"):
        Texts({})("no such")


def test_what_is_named_in_a_text_is_filled_in() -> None:
    assert Texts({"a": "{counter}へ"})("a", counter="1番窓口") == "1番窓口へ"


def test_sub_tables_become_dotted_keys(tmp_path: Path) -> None:
    file = tmp_path / "ja.toml"
    file.write_text('[a.b]\nc = "文"\n', encoding="utf-8")
    assert read_texts(file)("a.b.c") == "文"


def test_the_languages_share_their_keys() -> None:
    japanese, easy = (read_texts(file_of(each)).keys() for each in _TWO_LANGUAGES)
    same = dict(zip(japanese, japanese, strict=True))
    assert easy
    assert all(key is same[key] for key in easy)
