"""What the voice reads of a screen: its title, its hints and its buttons, in this order; never a name or a digit."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from protocol.village.spoken import pieces

_VOID = {"br", "img", "input", "link", "meta"}
# Here stand people, places, numbers, what is typed, and alarms that are nobody else's business.
_SILENT = {
    "people", "towns", "review", "ticket", "tally", "keypad", "keyboard", "dots", "scroll", "wrong", "remark",
    "refused", "visually-hidden", "about", "person", "key",
}  # fmt: skip


@dataclass(frozen=True)
class _Open:
    """An element around the text: its role, if it has one, and whether it keeps silent."""

    tag: str
    role: str
    is_silent: bool


class _Screen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._open: list[_Open] = []
        self.said: dict[str, list[str]] = {"title": [], "hint": [], "button": []}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        named = dict(attrs)
        classes = set((named.get("class") or "").split())
        is_hidden = tag == "svg" or named.get("aria-hidden") == "true" or bool(classes & _SILENT)
        self._open.append(_Open(tag, _ROLES.get(tag, ""), is_hidden))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        role = next((each.role for each in self._open if each.role), "")
        if role and not any(each.is_silent for each in self._open):
            self.said[role].extend(pieces(data))


_ROLES = {"h1": "title", "p": "hint", "button": "button"}


def read_aloud(html: str) -> tuple[str, ...]:
    """The sentences of a screen in the order in which they are read."""
    screen = _Screen()
    screen.feed(html)
    screen.close()
    return tuple(piece for said in screen.said.values() for piece in said)
