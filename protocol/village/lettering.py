"""Names on a screen: each run in the font that has it, and 〓 for what no font has."""

from __future__ import annotations

import html
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from .font_files import FontFile
from .glyph_runs import Coverage, Run, glyph_runs

GETA = "〓"

_TEXT, _NAMES, _OURS = "text", "names", "ours"
_PRIVATE = {"Co", "Cs"}


@dataclass(frozen=True, repr=False)
class Lettered:
    """A text as a screen shows it: marked up where a template prints it, plain with 〓 where it becomes a string."""

    runs: tuple[Run, ...]

    def __str__(self) -> str:
        return "".join(GETA if run.is_missing else run.text for run in self.runs)

    def __html__(self) -> str:
        return "".join(map(_markup, self.runs))

    @property
    def is_ours(self) -> bool:
        """Whether these are words of our own, in whatever language, and nobody's name."""
        return all(run.font == _OURS for run in self.runs)

    @property
    def missing(self) -> int:
        """How many of its sequences no font has."""
        return sum(run.is_missing for run in self.runs)


class Lettering:
    """The two fonts of a screen: the one for text, and behind it the one for names (span class `mj`)."""

    def __init__(self, text: Coverage, names: Coverage) -> None:
        self._fonts = (_Public(_TEXT, text), _Public(_NAMES, names))

    @classmethod
    def open(cls, text: Path, names: Path) -> Lettering:
        """Map both font files. Blocks. Raises NoFont."""
        return cls(FontFile.open(_TEXT, text), FontFile.open(_NAMES, names))

    def __call__(self, text: str) -> Lettered:
        """The text in its runs."""
        return Lettered(glyph_runs(text, self._fonts))


def plain(text: str) -> Lettered:
    """A text of our own, which the fonts of its language have."""
    return Lettered((Run(text, _OURS),))


@dataclass(frozen=True)
class _Public:
    """A font without what it draws in private places: a vendor's 外字 there is another character in every font."""

    name: str
    font: Coverage

    def has(self, base: int, selector: int | None) -> bool:
        return unicodedata.category(chr(base)) not in _PRIVATE and self.font.has(base, selector)


def _markup(run: Run) -> str:
    if run.is_missing:
        return GETA
    text = html.escape(run.text)
    return f'<span class="mj">{text}</span>' if run.font == _NAMES else text
