"""The catalogue holds every text a template asks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from central.texts.catalogue import MissingText, Texts, read_texts

CENTRAL = Path(__file__).parents[3] / "central"


def test_every_key_named_in_a_template_exists() -> None:
    texts = read_texts()
    named = {
        key
        for template in CENTRAL.rglob("templates/*.html")
        for key in re.findall(r't\("([a-z0-9.-]+)"[,)]', template.read_text(encoding="utf-8"))
    }
    assert len(named) > 30
    assert named <= texts.keys()


def test_a_missing_key_is_an_error() -> None:
    with pytest.raises(MissingText, match=r"^no\.such$"):
        Texts({})("no.such")


def test_values_are_filled_in() -> None:
    assert Texts({"a": "ほか {count}件"})("a", count=2) == "ほか 2件"
