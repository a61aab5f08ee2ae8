"""Every screen in every size and colour: axe-core, targets of 64 px, letters of 24 px, nothing beyond the glass."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.async_api import Page, ViewportSize

from edge_agent.visit.state import Call, CallStatus, Look, Overlay, Screen, State, TextSize, Theme
from protocol.wire.messages.answers import LinkState
from tests.journeys.reading import sideways_overflow, small_targets, small_text, violations

from .applying import STATES as APPLICATION_STATES
from .families import STATES as IDENTITY_STATES
from .served import Served

GLASS: dict[str, ViewportSize] = {
    "landscape": {"width": 1280, "height": 800},
    "portrait": {"width": 800, "height": 1280},
}
EVENTS = State(screen=Screen.EVENTS, visit="v")
STATES = {
    "attract": State(),
    "attract-called": State(call=Call(CallStatus.CALLING, "e")),
    "closed": State(screen=Screen.CLOSED),
    "full": State(screen=Screen.FULL),
    "events": EVENTS,
    "events-coming": replace(EVENTS, call=Call(CallStatus.COMING, "e")),
    "events-buffered": replace(EVENTS, call=Call(CallStatus.BUFFERED, "e")),
    "preparing": State(screen=Screen.PREPARING, visit="v", life_event="HOKEN"),
    "still-there": replace(EVENTS, overlay=Overlay.STILL_THERE),
    "quit": replace(EVENTS, overlay=Overlay.QUIT),
    "look": replace(EVENTS, overlay=Overlay.LOOK),
    **IDENTITY_STATES,
    **APPLICATION_STATES,
}
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


@pytest.mark.parametrize(("glass", "text", "theme"), LOOKS)
async def test_every_screen_can_be_read_and_touched(
    kiosk: Served, page: Page, glass: str, text: TextSize, theme: Theme
) -> None:
    await page.set_viewport_size(GLASS[glass])
    for name, state in STATES.items():
        kiosk.cable.set(LinkState.DOWN if name in {"attract", "events-buffered"} else LinkState.UP)
        kiosk.show(replace(state, look=Look(text, theme)))
        await page.goto(kiosk.origin)
        await page.evaluate("document.fonts.ready.then(() => true)")
        found = [
            *await violations(page),
            *await small_targets(page, 64),
            *await small_text(page, 24),
            *await page.evaluate(_OFF_THE_GLASS),
        ]
        assert (name, found) == (name, [])
        assert await sideways_overflow(page) <= 0
        assert not await page.evaluate(_COVERED), name
