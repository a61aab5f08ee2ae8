"""ふりがな on a drawn page: over words that stand in the page, never in an attribute, a title or a picture."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..texts.catalogue import Texts
from ..texts.readings import ANCHOR, END, SEPARATOR, Readings

_MARK = re.compile(f"{ANCHOR}([^{SEPARATOR}]*){SEPARATOR}([^{END}]*){END}")
_PIECE = re.compile(f"(<title>.*?</title>|<svg.*?</svg>|<[^>]*>)|[^<]*{ANCHOR}[^<]*", re.DOTALL)

_RUBY = r'<ruby>\1<rt aria-hidden="true">\2</rt></ruby>'


def with_readings(texts: Texts, readings: Readings) -> Callable[..., str]:
    """The texts for templates, each word marked with its reading; what is filled in stays as it is."""

    def text(key: str, **values: object) -> str:
        marked = readings(texts.template(key))
        return marked.format(**values) if values else marked

    return text


def set_readings(html: str) -> str:
    """The page with `<ruby>` for every mark; a screen reader reads the word and not its reading.

    A text is kept together in one element, because what lays its parts out apart would tear the word.
    """
    return _PIECE.sub(_set, html)


def without_readings(text: str) -> str:
    """The same text as if nothing had been marked."""
    return _MARK.sub(r"\1", text)


def _set(found: re.Match[str]) -> str:
    if found[1] is not None:
        return without_readings(found[1])
    return f"<bdi>{_MARK.sub(_RUBY, found[0])}</bdi>"
