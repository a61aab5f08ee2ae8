"""Each sequence of a name is drawn by a font that has it, or is called missing."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import NoFont
from protocol.japanese.names import graphemes
from protocol.village.font_files import FontFile
from protocol.village.glyph_runs import Run, glyph_runs
from protocol.village.lettering import Lettering
from provisioning.sandbox import people

from .fonts import NAME_FONT, TEXT_FONT

RESIDENTS = Path(people.__file__).with_name("residents.toml")
FONTS = (FontFile.open("text", TEXT_FONT), FontFile.open("names", NAME_FONT))
LETTERING = Lettering.open(TEXT_FONT, NAME_FONT)


def _runs(text: str) -> list[tuple[str, str | None]]:
    return [(run.text, run.font) for run in glyph_runs(text, FONTS)]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("髙橋　花子", [("髙橋　花子", "text")]),
        ("𠮷男", [("𠮷", "names"), ("男", "text")]),
        ("𠮷　﨑", [("𠮷　", "names"), ("﨑", "text")]),
        ("斉\U000e0103藤　神\U000e0100", [("斉\U000e0103", "names"), ("藤　神\U000e0100", "text")]),
        ("葛\U000e0100城　祐\U000e0101子", [("葛\U000e0100城　祐\U000e0101子", "text")]),
        ("神\ufe00", [("神\ufe00", "text")]),
        ("か\u3099く", [("か\u3099く", "text")]),
        ("渡邉\U000e01ef　静", [("渡", "text"), ("邉\U000e01ef", None), ("　静", "text")]),
        ("\ue000\U000f0000", [("\ue000", None), ("\U000f0000", None)]),
        ("鬱\u0301", [("鬱\u0301", "text")]),
        ("鬱\u0302\u0302", [("鬱\u0302\u0302", "text")]),
        ("MARIA D'ÁVILA", [("MARIA D'ÁVILA", "text")]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_the_font_changes(text: str, runs: list[tuple[str, str | None]]) -> None:
    assert _runs(text) == runs


def test_a_missing_run_names_its_code_points_and_no_run_shows_its_text() -> None:
    _, missing, _ = glyph_runs("渡邉\U000e01ef静", FONTS)
    assert missing.is_missing
    assert missing.code_points == ("U+9089", "U+E01EF")
    assert "邉" not in repr(missing)


@given(st.text(alphabet="斉藤𠮷葛邉鬱ーがか A\u3000\u3099\U000e0100\U000e0103\U000e01ef\ufe00\ue000\U000f0000\n"))
def test_the_runs_are_the_text_again_and_neighbours_differ(text: str) -> None:
    runs = glyph_runs(text, FONTS)
    assert "".join(run.text for run in runs) == "".join(graphemes(text))
    assert all(one.font != other.font or one.is_missing for one, other in pairwise(runs))


def test_every_resident_of_the_practice_village_but_one_is_drawn_whole() -> None:
    texts = _strings(tomllib.loads(RESIDENTS.read_text()))
    names = {text for text in texts if LETTERING(text).missing}
    assert names == {"渡邉\U000e01ef　静"}


def test_a_name_on_a_screen_is_marked_up_and_its_string_is_plain() -> None:
    name = LETTERING("<斉\U000e0103藤> 邉\U000e01ef")
    assert name.__html__() == '&lt;<span class="mj">斉\U000e0103</span>藤&gt; 〓'
    assert f"{name}さん" == "<斉\U000e0103藤> 〓さん"
    assert (name.missing, LETTERING("道志").missing) == (1, 0)
    assert "藤" not in repr(name)


def test_a_private_character_is_missing_even_where_a_font_draws_something_there() -> None:
    lettering = Lettering(_Everything(), _Everything())
    assert str(lettering("\ue000邊")) == "〓邊"


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"x" * 100)
    for name in ("broken.ttf", "missing.ttf"):
        with pytest.raises(NoFont, match=name):
            Lettering.open(TEXT_FONT, tmp_path / name)


def test_the_first_font_that_has_a_sequence_takes_it() -> None:
    assert glyph_runs("髙", FONTS[::-1]) == (Run("髙", "names"),)


class _Everything:
    name = "everything"

    def has(self, base: int, selector: int | None) -> bool:
        return True


def _strings(node: object) -> set[str]:
    if isinstance(node, str):
        return {node}
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return {text for each in inner for text in _strings(each)}
