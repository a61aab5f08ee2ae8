"""Every screen in every size, colour and language: axe-core, targets of 4 rem, letters of 1.5 rem, nothing cut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page, ViewportSize

from edge_agent.visit.state import Hand, Look, Screen, TextSize, Theme
from protocol.village.languages import Language
from protocol.wire.messages.answers import LinkState
from tests.journeys.reading import small_text, violations

from .every_screen import GLASS, ONE_IN_FIVE, POINTS, STATES
from .served import Served

_READ_BY_AXE = "landscape"  # its rules look at names, roles and colours, which no glass changes
LARGEST = [
    pytest.param(Look(TextSize.LARGEST, language=Language.JAPANESE, has_readings=True), id="ja-readings"),
    pytest.param(Look(TextSize.LARGEST, language=Language.PLAIN_JAPANESE, has_readings=True), id="ja-easy-readings"),
    *(pytest.param(Look(TextSize.LARGEST, language=each), id=each) for each in Language if not each.is_japanese),
]
_LOOKS_WRONG = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")
_FONTS = "document.fonts.ready.then(() => true)"
_SHOW = "htmx.ajax('GET', '/screen', { target: '#kiosk', swap: 'outerMorph' })"
_SPOIL = """() => { const tile = document.querySelector('.tile'); tile.textContent = 'A'.repeat(60);
  tile.style.overflowWrap = 'normal'; tile.style.maxWidth = '200px'; }"""


def _put(kiosk: Served, name: str, look: Look) -> None:
    kiosk.cable.set(LinkState.DOWN if name in {"attract", "events-buffered"} else LinkState.UP)
    kiosk.show(replace(STATES[name], look=look))


async def _wrong(page: Page, points: float) -> list[str]:
    """What is cut, runs over, cannot be reached or is too low to touch, on a glass with so many points a rem."""
    found: list[str] = await page.evaluate(f"({_LOOKS_WRONG})({4 * points})")
    return found


def test_no_screen_is_left_out() -> None:
    assert {state.screen for state in STATES.values()} == set(Screen)


async def _read(kiosk: Served, page: Page, glass: str, look: Look, names: Iterable[str]) -> None:
    await page.set_viewport_size(GLASS[glass])
    for name in names:
        _put(kiosk, name, look)
        await page.evaluate(_SHOW)
        await page.evaluate(_FONTS)
        assert await page.locator("#kiosk").get_attribute("data-screen") == STATES[name].screen
        found = [*await small_text(page, 1.5 * POINTS[glass]), *await _wrong(page, POINTS[glass])]
        if glass == _READ_BY_AXE:
            found += await violations(page)
        assert (name, found) == (name, [])


async def test_one_screen_in_five_can_be_read_and_touched(kiosk: Served, page: Page) -> None:
    look = Look(TextSize.LARGEST, Theme.CONTRAST, hand=Hand.LEFT)
    await _read(kiosk, page, "landscape", look, ONE_IN_FIVE)


@pytest.mark.more
@pytest.mark.parametrize("glass", GLASS)
@pytest.mark.parametrize("text", TextSize)
@pytest.mark.parametrize("theme", Theme)
async def test_every_screen_can_be_read_and_touched(
    kiosk: Served, page: Page, glass: str, text: TextSize, theme: Theme
) -> None:
    hand = Hand.LEFT if theme is Theme.CONTRAST else Hand.RIGHT
    await _read(kiosk, page, glass, Look(text, theme, hand=hand), STATES)


@pytest.mark.more
@pytest.mark.parametrize("look", LARGEST)
async def test_nothing_is_cut_in_any_language_on_any_glass(kiosk: Served, page: Page, look: Look) -> None:
    found: dict[str, list[str]] = {}
    for glass, size in GLASS.items():
        await page.set_viewport_size(size)
        for name in STATES:
            _put(kiosk, name, look)
            await page.evaluate(_SHOW)
            await page.evaluate(_FONTS)
            if wrong := await _wrong(page, POINTS[glass]):
                found[f"{name} {glass}"] = wrong
    assert found == {}


async def test_the_measure_sees_what_is_cut(kiosk: Served, page: Page) -> None:
    await page.set_viewport_size(ViewportSize(width=1280, height=800))
    _put(kiosk, "events", Look())
    await page.evaluate(_SHOW)
    assert await _wrong(page, 16) == []
    await page.evaluate(_SPOIL)
    assert {each.split(":")[0] for each in await _wrong(page, 16)} >= {"wider than its box", "words out of the box"}
