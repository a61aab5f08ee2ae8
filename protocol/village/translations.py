"""How far a catalogue is translated: which of its texts residents read, and which of them wait for a translation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .catalogue import Catalogue, TextState
from .languages import Language

OTHER_LANGUAGES = tuple(language for language in Language if language is not Language.JAPANESE)


@dataclass(frozen=True)
class Standing:
    """One language: the texts that are missing and those that somebody has still to look at, of `whole` in all."""

    language: Language
    whole: int
    missing: tuple[str, ...]
    to_check: tuple[str, ...]

    @property
    def translated(self) -> int:
        """How many a person has approved."""
        return self.whole - len(self.missing) - len(self.to_check)


def translatable(catalogue: Catalogue) -> tuple[str, ...]:
    """Every Japanese text that a resident may read, once, in the catalogue's order."""
    return tuple(dict.fromkeys(text for text in _read_by_residents(catalogue) if text))


def standings(catalogue: Catalogue) -> tuple[Standing, ...]:
    """How every other language stands."""
    texts = translatable(catalogue)
    return tuple(_standing(catalogue, texts, language) for language in OTHER_LANGUAGES)


def _standing(catalogue: Catalogue, texts: tuple[str, ...], language: Language) -> Standing:
    found = {text: catalogue.translations.get(text, {}).get(language) for text in texts}
    missing = tuple(text for text, translation in found.items() if translation is None)
    to_check = tuple(text for text, each in found.items() if each is not None and each.state is TextState.TO_CHECK)
    return Standing(language, len(texts), missing, to_check)


def _read_by_residents(catalogue: Catalogue) -> Iterator[str]:
    asked = [question for question in catalogue.questions if not question.staff_only]
    for question in asked:
        yield question.text
        yield question.hint
        yield from (choice.label for choice in catalogue.fact(question.fact).choices)
    for procedure in catalogue.procedures:
        yield procedure.printed_name or procedure.name
        yield from procedure.documents
    for department in catalogue.departments:
        yield department.section
        yield department.place
