"""Every sentence of the technician's screens, looked up by a dotted key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

JAPANESE = Path(__file__).parent / "texts" / "ja.toml"


class MissingWords(LookupError):
    """A screen asked for words that the file does not hold; the message is the key."""


class Words:
    """The words of one language; `{name}` in them is filled in."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)

    def __call__(self, key: str, **values: object) -> str:
        """The words of a key. Raises MissingWords."""
        if key not in self._words:
            raise MissingWords(key)
        return self._words[key].format(**values) if values else self._words[key]

    def get(self, key: str, otherwise: str) -> str:
        """The words of a key, or those of another that is there. Raises MissingWords."""
        return self(key if key in self._words else otherwise)

    def __contains__(self, key: str) -> bool:
        return key in self._words


def read_words(path: Path = JAPANESE) -> Words:
    """Read a file of words; tables become the front of dotted keys. Blocks."""
    with path.open("rb") as file:
        return Words(dict(_flat(tomllib.load(file))))


def _flat(table: Mapping[str, object], front: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{front}{key}.")
        else:
            yield front + key, str(value)
