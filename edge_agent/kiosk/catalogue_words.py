"""Texts of the guidance catalogue in the language of the page; what is not translated stays 日本語 and says so."""

from __future__ import annotations

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from protocol.village.languages import Language

from ..texts.readings import Readings
from ..visit.state import State
from .address_words import catalogue_of
from .names import japanese


class CatalogueWords:
    """The filters through which a page writes what the village wrote."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    @pass_context
    def marked(self, context: Context, text: str) -> str | Markup:
        """The text for the page itself."""
        language: Language = context["language"]
        translated = _translated(context, text)
        if translated is None:
            return japanese(text) if text and not language.is_japanese else self._read(context, text)
        return self._read(context, translated)

    @pass_context
    def plain(self, context: Context, text: str) -> str:
        """The text for an attribute."""
        return _translated(context, text) or text

    def _read(self, context: Context, text: str) -> str:
        return self._readings(text) if context["has_readings"] else text


def _translated(context: Context, text: str) -> str | None:
    state: State = context["state"]
    catalogue = catalogue_of(state)
    return catalogue.translated(text, context["language"]) if catalogue is not None else None
