"""Which sentences are spoken: the counter's own texts and the questions of the catalogue, nothing that is filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from protocol.village.catalogue import Catalogue
from protocol.village.languages import Language
from protocol.village.spoken import pieces

# Alarms and the causes of a stop are read by whoever stands there and heard by nobody; paper does not speak.
_NEVER = (
    "stop.", "slip.", "refusal.", "problem.", "card.notice.", "pin.wrong", "last-try.wrong", "card-text.wrong",
    "card-text.locked", "card-text.no-pin", "card-text.last",
)  # fmt: skip
_OF_EVERY_STOP = {"stop.neutral.title", "stop.neutral.lead"}


def sentences_of_texts(file: Path) -> tuple[str, ...]:
    """The sentences of a file of texts that may be spoken."""
    texts = dict(_flat(tomllib.loads(file.read_text("utf-8"))))
    return _pieces(text for key, text in texts.items() if _may_be_spoken(key) and "{" not in text)


def sentences_of_catalogue(catalogue: Catalogue) -> tuple[str, ...]:
    """What the question screens say, in 日本語 and in やさしい日本語."""
    asked = {question.fact for question in catalogue.questions}
    labels = (choice.label for fact in catalogue.facts if fact.path in asked for choice in fact.choices)
    texts = (*(text for each in catalogue.questions for text in (each.text, each.hint)), *labels)
    plain = (catalogue.translated(text, Language.PLAIN_JAPANESE) for text in texts)
    return _pieces((*texts, *(text for text in plain if text is not None)))


def _pieces(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece for text in texts for piece in pieces(text)))


def _may_be_spoken(key: str) -> bool:
    return key in _OF_EVERY_STOP or not key.startswith(_NEVER)


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)
