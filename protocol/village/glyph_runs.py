"""A text cut into runs by which font really has each of its sequences; what no font has is a run of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from ..japanese.names import graphemes

_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_DRAWS_NOTHING = {"Zs", "Zl", "Zp", "Cc", "Cf"}


class Coverage(Protocol):
    """What a font can draw."""

    @property
    def name(self) -> str:
        """What the runs of this font are called."""

    def has(self, base: int, selector: int | None) -> bool:
        """Whether the font has this code point, or this very pair of a code point and its variation selector."""


@dataclass(frozen=True, repr=False)
class Run:
    """A stretch of one font. `font` is None for a single sequence that no font has."""

    text: str
    font: str | None

    @property
    def is_missing(self) -> bool:
        """Whether no font has it."""
        return self.font is None

    @property
    def code_points(self) -> tuple[str, ...]:
        """「U+9089」, 「U+E01EF」: what a font maker has to be asked for."""
        return tuple(f"U+{ord(sign):04X}" for sign in self.text)


def glyph_runs(text: str, fonts: Sequence[Coverage]) -> tuple[Run, ...]:
    """The runs of a text; of several fonts that have a sequence the first takes it. Joined they are the text again."""
    runs: list[Run] = []
    for font, clusters in groupby(_chosen(text, fonts), key=lambda chosen: chosen[0]):
        texts = [cluster for _, cluster in clusters]
        runs += [Run(each, None) for each in texts] if font is None else [Run("".join(texts), font)]
    return tuple(runs)


def _chosen(text: str, fonts: Sequence[Coverage]) -> Iterator[tuple[str | None, str]]:
    before = fonts[0].name
    for cluster in graphemes(text):
        if all(unicodedata.category(sign) in _DRAWS_NOTHING for sign in cluster):
            yield before, cluster
            continue
        font = next((font.name for font in fonts if _draws(font, cluster)), None)
        before = font or before
        yield font, cluster


def _draws(font: Coverage, cluster: str) -> bool:
    base, rest = ord(cluster[0]), cluster[1:]
    selector = ord(rest[0]) if rest and _is_selector(rest[0]) else None
    marks = rest if selector is None else rest[1:]
    if selector is None and marks:
        whole = unicodedata.normalize("NFC", cluster)
        base, marks = ord(whole[0]), whole[1:]
    return font.has(base, selector) and all(font.has(ord(mark), None) for mark in marks)


def _is_selector(sign: str) -> bool:
    return any(ord(sign) in selectors for selectors in _SELECTORS)
