"""The initial translations of the catalogue: one table for each language, each row with its state."""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec

from protocol.errors import UnsoundCatalogue
from protocol.village.catalogue import Catalogue, TextState, Translation
from protocol.village.languages import Language
from protocol.village.translations import OTHER_LANGUAGES, translatable

_STATES = {"訳": TextState.TRANSLATED, "要確認": TextState.TO_CHECK}


def with_translations(catalogue: Catalogue, folder: Path) -> Catalogue:
    """The catalogue with the translations in `<language>.csv`. Raises UnsoundCatalogue naming what fits no text."""
    found: dict[str, dict[Language, Translation]] = {}
    texts = set(translatable(catalogue))
    for language in OTHER_LANGUAGES:
        for text, translation in _read(folder / f"{language}.csv", texts).items():
            found.setdefault(text, {})[language] = translation
    return msgspec.structs.replace(catalogue, translations=found)


def _read(table: Path, texts: set[str]) -> dict[str, Translation]:
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if lost := [row["text"] for row in rows if row["text"] not in texts]:
        raise UnsoundCatalogue(f"{table.name} translates what no resident reads: {', '.join(lost)}")
    if odd := [row["text"] for row in rows if row["state"] not in _STATES or not row["translation"]]:
        raise UnsoundCatalogue(f"{table.name}, {', '.join(odd)}: a translation, and 訳 or 要確認")
    return {row["text"]: Translation(row["translation"], _STATES[row["state"]]) for row in rows}
