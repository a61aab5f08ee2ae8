"""Names on the console's pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from central.console.rendering import Fonts, Pages
from central.console.settings import ConsoleSettings
from central.errors import BadSettings

from .village import TestClock

SETTINGS = ConsoleSettings()


async def test_a_name_is_cut_by_the_fonts_of_the_pcs() -> None:
    pages = Pages((), TestClock(), Fonts(SETTINGS.text_font, SETTINGS.name_font), practice=True)
    pages.load()
    template = pages._environment.from_string("<b>{{ name|name_runs }}</b>{{ name|name_runs|string }}")
    drawn = await template.render_async(name="斉\U000e0103藤\ue000<")
    assert drawn == '<b><span class="mj">斉\U000e0103</span>藤〓&lt;</b>斉\U000e0103藤〓&lt;'


def test_a_console_without_its_fonts_does_not_start(tmp_path: Path) -> None:
    pages = Pages((), TestClock(), Fonts(SETTINGS.text_font, tmp_path / "none.ttf"), practice=True)
    with pytest.raises(BadSettings, match=r"none\.ttf"):
        pages.load()
