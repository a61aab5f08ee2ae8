"""Every screen in every size and colour: axe-core, targets of 4 rem, letters of 1.5 rem, nothing beyond the glass."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.async_api import Page

from edge_agent.visit.state import Hand, Look, Screen, TextSize, Theme
from protocol.wire.messages.answers import LinkState
from tests.journeys.reading import sideways_overflow, small_targets, small_text, violations

from .every_screen import GLASS, POINTS, STATES
from .served import Served

ALWAYS_READ = {("landscape", TextSize.LARGEST, Theme.CONTRAST)}
LOOKS = [
    pytest.param(glass, text, theme, marks=() if (glass, text, theme) in ALWAYS_READ else pytest.mark.more)
    for glass in GLASS
    for text in TextSize
    for theme in Theme
]
_OFF_THE_GLASS = """[...document.querySelectorAll('button, h1, dd, output, .field, .many, .hours, .offers')]
  .filter(each => each.checkVisibility()).map(each => [each, each.getBoundingClientRect()])
  .filter(([each, box]) => box.left < 0 || box.right > innerWidth + 1 || each.scrollWidth > each.clientWidth + 1)
  .map(([each]) => each.textContent.trim())"""
_COVERED = """(() => { const hours = document.querySelector('.hours'), offers = document.querySelector('.offers');
  return Boolean(hours && offers && offers.getBoundingClientRect().bottom > hours.getBoundingClientRect().top); })()"""


def test_no_screen_is_left_out() -> None:
    assert {state.screen for state in STATES.values()} == set(Screen)


@pytest.mark.parametrize(("glass", "text", "theme"), LOOKS)
async def test_every_screen_can_be_read_and_touched(
    kiosk: Served, page: Page, glass: str, text: TextSize, theme: Theme
) -> None:
    await page.set_viewport_size(GLASS[glass])
    points, hand = POINTS[glass], Hand.LEFT if theme is Theme.CONTRAST else Hand.RIGHT
    for name, state in STATES.items():
        kiosk.cable.set(LinkState.DOWN if name in {"attract", "events-buffered"} else LinkState.UP)
        kiosk.show(replace(state, look=Look(text, theme, hand=hand)))
        await page.goto(kiosk.origin)
        await page.evaluate("document.fonts.ready.then(() => true)")
        found = [
            *await violations(page),
            *await small_targets(page, 4 * points),
            *await small_text(page, 1.5 * points),
            *await page.evaluate(_OFF_THE_GLASS),
        ]
        assert (name, found) == (name, [])
        assert await sideways_overflow(page) <= 0
        assert not await page.evaluate(_COVERED), name
