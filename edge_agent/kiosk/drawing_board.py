"""What every page of a terminal is drawn with: fonts, compiled templates and every language, read once in a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from protocol.errors import NoFont
from protocol.village.languages import Language
from protocol.village.lettering import Lettering

from ..errors import BadSettings
from ..texts.catalogue import Texts, file_of, read_texts
from ..texts.readings import Readings, read_readings
from ..visit.life_events import CERTIFICATE, OTHER
from ..visit.state import Hand, Scanning, Speed, TextSize, Theme, Volume
from .catalogue_words import CatalogueWords
from .names import Names

TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class DrawingBoard:
    """The parts that no visit changes."""

    environment: Environment
    lettering: Lettering
    readings: Readings
    texts: Mapping[Language, Texts]


@cache
def drawing_board(text_font: Path, name_font: Path) -> DrawingBoard:
    """Read the texts, map the fonts and compile every template. Blocks. Raises BadSettings."""
    lettering, readings = _lettering(text_font, name_font), read_readings()
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, auto_reload=False,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    told = CatalogueWords(readings)
    environment.filters.update(lettered=Names(lettering).written, told=told.marked, told_plainly=told.plain)
    environment.globals.update(
        other=OTHER, certificate=CERTIFICATE, languages=tuple(Language), sizes=tuple(TextSize),
        themes=tuple(Theme), hands=tuple(Hand), paces=tuple(Scanning), speeds=tuple(Speed), volumes=tuple(Volume),
    )  # fmt: skip
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)
    return DrawingBoard(environment, lettering, readings, {each: read_texts(file_of(each)) for each in Language})


def _lettering(text_font: Path, name_font: Path) -> Lettering:
    try:
        return Lettering.open(text_font, name_font)
    except NoFont as error:
        raise BadSettings(f"kiosk: {error}: no font") from error
