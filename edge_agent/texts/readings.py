"""ふりがな: words with their readings, found in a text and marked there with the interlinear characters of Unicode."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

READINGS = Path(__file__).with_name("readings.toml")

# Between these stand what is read and how: they are in no name, no text and no markup.
ANCHOR, SEPARATOR, END = "\ufff9", "\ufffa", "\ufffb"

_PART = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
_AFTER_NUMBER = "#"
_NUMBER = r"(?<=[0-9０-９}])"


class Readings:
    """Words written `{住民票|じゅうみんひょう}の{写|うつ}し`; with `#` in front they count only behind a number."""

    def __init__(self, words: tuple[str, ...]) -> None:
        entries = {_PART.sub(r"\1", word): _PART.sub(_mark, word.removeprefix(_AFTER_NUMBER)) for word in words}
        self._marked = entries
        longest_first = sorted(entries, key=lambda base: len(base.removeprefix(_AFTER_NUMBER)), reverse=True)
        self._word = re.compile("|".join(map(_pattern, longest_first)) or "(?!)")

    def __call__(self, text: str) -> str:
        """The text with every word it knows marked, the longest word first."""
        return _marked(self, text)

    def mark(self, text: str) -> str:
        """The same, worked out anew. A character that stands alone may be read in many ways, and is not marked."""
        return self._word.sub(self._of, text) if len(text) > 1 else text

    def _of(self, found: re.Match[str]) -> str:
        behind_number = self._marked.get(_AFTER_NUMBER + found[0])
        is_behind = found.start() > 0 and re.match(r"[0-9０-９}]", found.string[found.start() - 1])
        return behind_number if behind_number and is_behind else self._marked[found[0]]


def read_readings(path: Path = READINGS) -> Readings:
    """Read the words of a file. Blocks: call it in a thread."""
    with path.open("rb") as file:
        tables: dict[str, list[str]] = tomllib.load(file)
    return Readings(tuple(word for words in tables.values() for word in words))


@lru_cache(maxsize=4096)
def _marked(readings: Readings, text: str) -> str:
    return readings.mark(text)


def _mark(found: re.Match[str]) -> str:
    return f"{ANCHOR}{found[1]}{SEPARATOR}{found[2]}{END}"


def _pattern(base: str) -> str:
    if base.startswith(_AFTER_NUMBER):
        return _NUMBER + re.escape(base.removeprefix(_AFTER_NUMBER))
    return re.escape(base)
