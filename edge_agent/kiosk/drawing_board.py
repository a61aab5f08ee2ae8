"""What every page of a terminal is drawn with: texts, fonts and compiled templates, read once in a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from protocol.errors import NoFont
from protocol.village.lettering import Lettering

from ..errors import BadSettings
from ..texts.catalogue import Texts, read_texts
from ..visit.life_events import CERTIFICATE, GROUPS, OTHER
from ..visit.state import TextSize, Theme
from .hour_words import HourWords

TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class DrawingBoard:
    """The parts that no visit changes."""

    environment: Environment
    texts: Texts
    lettering: Lettering


@cache
def drawing_board(text_font: Path, name_font: Path) -> DrawingBoard:
    """Read the texts, map the fonts and compile every template. Blocks. Raises BadSettings."""
    texts, lettering = read_texts(), _lettering(text_font, name_font)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, auto_reload=False,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["lettered"] = lettering
    environment.globals.update(
        t=texts, words=HourWords(texts), groups=GROUPS, other=OTHER, certificate=CERTIFICATE,
        sizes=tuple(TextSize), themes=tuple(Theme),
    )  # fmt: skip
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)
    return DrawingBoard(environment, texts, lettering)


def _lettering(text_font: Path, name_font: Path) -> Lettering:
    try:
        return Lettering.open(text_font, name_font)
    except NoFont as error:
        raise BadSettings(f"kiosk: {error}: no font") from error
