"""The panel's words, by key."""

from __future__ import annotations

import tomllib
from importlib import resources


class Texts:
    """Every word the panel shows; a key nobody wrote a text for is a KeyError."""

    def __init__(self) -> None:
        written = resources.files(__package__).joinpath("texts/ja.toml").read_text(encoding="utf-8")
        self._texts: dict[str, str] = tomllib.loads(written)

    def __call__(self, key: str, **values: object) -> str:
        return self._texts[key].format(**values)
