"""The manuals and their pictures belong together: each picture is there and used, each manual can be found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from .album import FOLDER, WIDTH, Album
from .stories import play

ROOT = Path(__file__).parents[2]
MANUALS = sorted((ROOT / "docs" / "manuals").glob("*.ja.md"))
_PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<target>[^)]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<target>[^)#]+)[^)]*\)")


def _pictures(manual: Path) -> list[tuple[str, Path]]:
    text = manual.read_text(encoding="utf-8")
    return [(each["words"], (manual.parent / each["target"]).resolve()) for each in _PICTURE.finditer(text)]


def _used() -> set[Path]:
    return {file for manual in MANUALS for _, file in _pictures(manual)}


@pytest.mark.parametrize("manual", MANUALS, ids=lambda manual: manual.name)
def test_every_picture_of_a_manual_is_there_and_described(manual: Path) -> None:
    for words, file in _pictures(manual):
        assert file.is_file(), file
        assert words, file


def test_no_picture_is_left_over() -> None:
    drawn = set(FOLDER.glob("*.png"))
    assert drawn
    assert drawn <= _used()


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.png")), ids=lambda file: file.stem)
def test_a_picture_is_no_wider_than_a_page(file: Path) -> None:
    with Image.open(file) as picture:
        assert picture.width <= WIDTH


@pytest.mark.parametrize("readme", ["README.ja.md", "README.md"])
def test_every_manual_is_linked_from_the_first_page(readme: str) -> None:
    linked = {(ROOT / each["target"]).resolve() for each in _LINK.finditer((ROOT / readme).read_text(encoding="utf-8"))}
    assert set(MANUALS) <= linked


@pytest.mark.parametrize("manual", MANUALS, ids=lambda manual: manual.name)
def test_every_file_a_manual_points_to_is_there(manual: Path) -> None:
    targets = [each["target"] for each in _LINK.finditer(manual.read_text(encoding="utf-8"))]
    assert all((manual.parent / target).exists() for target in targets if "://" not in target)


@pytest.mark.more
async def test_the_stories_can_be_played_and_draw_what_the_manuals_show(tmp_path: Path) -> None:
    album = Album(tmp_path)
    await play(album)
    assert {file.stem for file in FOLDER.glob("*.png")} == set(album.names)
    assert all((tmp_path / f"{name}.png").is_file() for name in album.names)
