"""What a page and its static files may not carry: code or looks inside the markup, anything from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_EXTERNAL = re.compile(r"(?:https?|wss?|ftp)://[^\s\"'<>)]+|(?<=[\"'(])//[\w-]+\.[^\s\"'<>)]*", re.IGNORECASE)
# The names of XML languages look like addresses and are never fetched.
_XML_NAME = re.compile(r"http://www\.w3\.org/[\w/.#-]*")
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


class _Inline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        if tag == "style":
            self.found.append("<style>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on", "data-hx-on")):
                self.found.append(f"{tag} {name}=")
            elif re.match(r"\s*(?:javascript|js):", value or "", re.IGNORECASE):
                self.found.append(f"{tag} {name}=「{value}」")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script" and data.strip():
            self.found.append("<script> with content")


def inline_code(text: str) -> Iterator[str]:
    """Inline script, style and handlers in a page or template."""
    parser = _Inline()
    parser.feed(_JINJA.sub(" ", text))
    parser.close()
    yield from parser.found


def external_addresses(text: str) -> Iterator[str]:
    """Addresses of anything that this product does not serve itself."""
    return (match[0] for match in _EXTERNAL.finditer(text) if not _XML_NAME.fullmatch(match[0]))
