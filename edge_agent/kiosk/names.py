"""Names and addresses in a page: always the characters of Japan, whatever the language around them."""

from __future__ import annotations

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from protocol.village.languages import Language
from protocol.village.lettering import Lettered, Lettering


class Names:
    """The filter that writes a name of the register."""

    def __init__(self, lettering: Lettering) -> None:
        self._lettering = lettering

    @pass_context
    def written(self, context: Context, name: str | Lettered) -> Lettered | Markup:
        """The name in its fonts; said to be Japanese where the page is not. Words of our own stay what they are."""
        lettered = self._lettering(name) if isinstance(name, str) else name
        language: Language = context["language"]
        return lettered if language.is_japanese or lettered.is_ours else japanese(lettered)


def japanese(text: object) -> Markup:
    """The text marked as Japanese, for fonts and screen readers. What knows its own markup keeps it."""
    return Markup('<span lang="ja">{}</span>').format(text)
