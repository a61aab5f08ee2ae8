"""What `load` says of the translations of a catalogue: a count for each language, and every text that lacks some."""

from __future__ import annotations

from protocol.village.catalogue import Catalogue
from protocol.village.translations import standings

from ..texts.catalogue import Texts


def translation_list(catalogue: Catalogue, texts: Texts) -> tuple[str, ...]:
    """The lines to print; none when everything is translated and approved."""
    found = standings(catalogue)
    if not any(each.missing or each.to_check for each in found):
        return ()
    counts = tuple(
        texts(
            "guidance.count",
            language=each.language.own_name,
            translated=each.translated,
            to_check=len(each.to_check),
            missing=len(each.missing),
        )
        for each in found
    )
    lacking: dict[str, list[str]] = {}
    for each in found:
        for text in each.missing:
            lacking.setdefault(text, []).append(each.language.value)
    lines = (texts("guidance.lacks", text=text, languages=" ".join(names)) for text, names in lacking.items())
    return (*counts, *lines)
