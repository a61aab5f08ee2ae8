"""Pages carry words and structure only, and nothing in them points outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import markup, tree

_SERVED = {"templates", "static"}
_TEXTS = {".html", ".css", ".js", ".svg", ".json", ".txt"}


def _served() -> list[Path]:
    return [path for path in tree.files(*tree.PACKAGES) if _SERVED & set(path.parts) and path.suffix in _TEXTS]


def test_no_page_carries_script_style_or_handlers() -> None:
    pages = [path for path in tree.files(*tree.PACKAGES) if path.suffix in {".html", ".svg"}]
    assert [f"{path}: {found}" for path in pages for found in markup.inline_code(tree.read(path))] == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>go()</script>",
        "<script type='module'>import './a.js'</script>",
        "<style>p { color: red }</style>",
        "<p style='color: red'>",
        "<p {% if a %}style='color: red'{% endif %}>",
        "<button onclick='go()'>",
        "<button hx-on:click='go()'>",
        "<button hx-on::after-request='go()'>",
        "<a href='javascript:go()'>",
        "<div hx-vals='js:{a: 1}'>",
    ],
)
def test_code_inside_the_markup_is_found(text: str) -> None:
    assert list(markup.inline_code(text))


@pytest.mark.parametrize(
    "text",
    [
        "<script src='/static/kiosk.js' type='module'></script><p>on a style</p>",
        "<link rel='stylesheet' href='/static/kiosk.css'>",
        "<button hx-post='/act' {% if open %}hidden{% endif %}>{{ text('onclick=') }}</button>",
    ],
)
def test_plain_markup_is_not_found(text: str) -> None:
    assert list(markup.inline_code(text)) == []


def test_nothing_that_is_served_points_outside() -> None:
    ours = [path for path in _served() if not tree.is_vendored(path)]
    assert [f"{path}: {found}" for path in ours for found in markup.external_addresses(tree.read(path))] == []


@pytest.mark.parametrize(
    "text",
    ["@import 'https://fonts.example/css'", "<img src='//cdn.example/a.png'>", "new WebSocket('ws://example.jp/')",
     "url(//cdn.example/a.woff2)", "// see http://example.jp/why"],
)  # fmt: skip
def test_an_address_outside_is_found(text: str) -> None:
    assert list(markup.external_addresses(text))


@pytest.mark.parametrize(
    "text", ["<svg xmlns='http://www.w3.org/2000/svg'>", "// a comment.", "href='/static/a.css'", "a // b.c"]
)
def test_an_address_of_our_own_is_not_found(text: str) -> None:
    assert list(markup.external_addresses(text)) == []


def test_everything_vendored_stands_beside_its_version_and_licence() -> None:
    folders = {
        path.parents[len(path.parts) - 2 - path.parts.index("vendor")] for path in _served() if tree.is_vendored(path)
    }
    assert [folder for folder in folders if not (tree.ROOT / folder / "README.md").is_file()] == []
