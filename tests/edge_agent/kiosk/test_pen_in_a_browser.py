"""The pen of a tablet on the pad in Chromium: its ink appears as it is written, and is the ink that is sent."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from edge_agent.devices.pen.port import PenAt, PenDown, PenUp
from edge_agent.kiosk.ink import read_ink
from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Screen

from .applying import MOVING, STATES, at
from .served import Served

RATIO = 0.625
_HEIGHTS = """[...document.querySelectorAll('#strokes path')].map(each => each.getBBox().height)"""


class Tablet:
    """Writes level lines, as the driver would report them."""

    def __init__(self, kiosk: Served) -> None:
        self._kiosk = kiosk
        self._now = 1_000_000

    async def write(self, row: float, pressure: int, *, steps: int = 40, is_lifted: bool = True) -> None:
        """A line across the tablet, 5 ms for each step."""
        await self._kiosk.pen.took(PenDown(RATIO))
        for step in range(steps + 1):
            self._now += 5
            await self._kiosk.pen.took(PenAt(self._now, 0.1 + 0.8 * step / steps, row * RATIO, pressure))
        if is_lifted:
            await self._kiosk.pen.took(PenUp())


async def listened(kiosk: Served, page: Page) -> None:
    """Load the page, and wait until it listens."""
    async with page.expect_response("**/live"):
        await page.goto(kiosk.origin)
    await page.evaluate("document.fonts.ready.then(() => true)")
    await page.wait_for_timeout(200)


@pytest.fixture
async def tablet(kiosk: Served, page: Page) -> Tablet:
    """A tablet beside the sign screen."""
    kiosk.show(at(Screen.SIGN, MOVING))
    await listened(kiosk, page)
    return Tablet(kiosk)


async def test_ink_appears_while_the_pen_is_still_down(page: Page, tablet: Tablet) -> None:
    await tablet.write(0.5, 2000, is_lifted=False)
    await expect(page.locator("#strokes path")).to_have_count(1)
    await expect(page.get_by_text("まだ書かれていません", exact=True)).to_have_count(0)


async def test_a_pressed_pen_writes_wider_than_a_light_one(page: Page, tablet: Tablet) -> None:
    await tablet.write(0.3, 400)
    await tablet.write(0.6, 3700)
    await expect(page.locator("#strokes path")).to_have_count(2)
    light, heavy = await page.evaluate(_HEIGHTS)
    assert heavy > 2 * light


async def test_what_was_drawn_is_what_is_sent_with_the_pressure_of_the_pen(page: Page, tablet: Tablet) -> None:
    await tablet.write(0.3, 1)
    await tablet.write(0.6, 4095)
    await expect(page.locator("#strokes path")).to_have_count(2)
    async with page.expect_request("**/ink") as asked:
        await page.get_by_role("button", name="これで申請する").click()
    ink = read_ink((await asked.value).post_data_buffer or b"")
    assert ink is not None
    assert (ink.device, len(ink.strokes)) == ("pen", 2)
    assert [{sample.p for sample in stroke} for stroke in ink.strokes] == [{1}, {4095}]
    first = ink.strokes[0]
    assert first[-1].t - first[0].t == pytest.approx(200, abs=2)
    width = max(sample.x for sample in first) - min(sample.x for sample in first)
    rows = [stroke[0].y for stroke in ink.strokes]
    assert (rows[1] - rows[0]) / width == pytest.approx(0.3 * RATIO / 0.8, rel=0.02)


async def test_what_is_written_over_is_cleared(page: Page, tablet: Tablet) -> None:
    await tablet.write(0.3, 2000)
    await expect(page.locator("#strokes path")).to_have_count(1)
    await page.get_by_role("button", name="消して書き直す").click()
    await expect(page.locator("#strokes path")).to_have_count(0)
    await tablet.write(0.6, 2000)
    await expect(page.locator("#strokes path")).to_have_count(1)


async def test_whoever_writes_is_still_there(kiosk: Served, page: Page, tablet: Tablet) -> None:
    await page.clock.install()
    await listened(kiosk, page)
    await page.clock.fast_forward(11_000)
    async with page.expect_request(lambda request: "action=stay" in (request.post_data or "")):
        await tablet.write(0.5, 2000)
    assert kiosk.visit.state.screen is Screen.SIGN


async def test_a_pen_on_another_screen_or_under_a_question_writes_nothing(
    kiosk: Served, page: Page, tablet: Tablet
) -> None:
    await kiosk.visit.act(Action.QUIT, kiosk.visit.state.revision)
    await expect(page.get_by_role("alertdialog")).to_be_visible()
    await tablet.write(0.5, 2000)
    await page.wait_for_timeout(300)
    await expect(page.locator("#strokes path")).to_have_count(0)
    await kiosk.visit.act(Action.QUIT_FOR_SURE, kiosk.visit.state.revision)
    await tablet.write(0.5, 2000)
    kiosk.show(STATES["sign"])
    await page.goto(kiosk.origin)
    await expect(page.locator("#strokes path")).to_have_count(0)
