"""The message catalogue: every sentence a resident reads, looked up by a dotted key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..errors import AgentError

JAPANESE = Path(__file__).with_name("ja.toml")


class MissingText(AgentError):
    """A page asked for a text the catalogue does not hold; the message is the key."""

    code = "missing-text"


class Texts:
    """The texts of one language; `texts("events.title")` is the sentence, `{name}` in it is filled in."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key. Raises MissingText."""
        if key not in self._texts:
            raise MissingText(key)
        return self._texts[key].format(**values) if values else self._texts[key]

    def keys(self) -> frozenset[str]:
        """Every key there is."""
        return frozenset(self._texts)


def read_texts(path: Path = JAPANESE) -> Texts:
    """Read a catalogue file: tables and sub-tables become dotted keys. Blocks: call it in a thread."""
    with path.open("rb") as file:
        return Texts(dict(_flat(tomllib.load(file))))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)
