"""The message catalogue: every sentence a resident reads, in every language, looked up by a dotted key."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from protocol.village.languages import Language

from ..errors import AgentError

_FOLDER = Path(__file__).parent
JAPANESE = _FOLDER / "ja.toml"

_PAPER_AND_STRANGERS = ("slip.", "refusal.")
_CLOCK_OF_HALF_DAYS = ("hours.am", "hours.pm", "hours.minutes")


class MissingText(AgentError):
    """A page asked for a text the catalogue does not hold; the message is the key."""

    code = "missing-text"


class Texts:
    """The texts of one language; `texts("events.title")` is the sentence, `{name}` in it is filled in."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key. Raises MissingText."""
        text = self.template(key)
        return text.format(**values) if values else text

    def template(self, key: str) -> str:
        """The text of a key as it was written, nothing filled in. Raises MissingText."""
        if key not in self._texts:
            raise MissingText(key)
        return self._texts[key]

    def keys(self) -> frozenset[str]:
        """Every key there is."""
        return frozenset(self._texts)


def read_texts(path: Path = JAPANESE) -> Texts:
    """Read a catalogue file: tables and sub-tables become dotted keys. Blocks: call it in a thread."""
    with path.open("rb") as file:
        return Texts(dict(_flat(tomllib.load(file))))


def is_needed(key: str, language: Language) -> bool:
    """Whether a language must have this text: only 日本語 is printed, and 午前・午後 go with 和暦."""
    if language is Language.JAPANESE:
        return True
    return not key.startswith(
        _PAPER_AND_STRANGERS if language.is_japanese else _PAPER_AND_STRANGERS + _CLOCK_OF_HALF_DAYS
    )


def file_of(language: Language) -> Path:
    """Where the texts of a language stand."""
    return _FOLDER / f"{language}.toml"


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield sys.intern(prefix + key), str(value)
