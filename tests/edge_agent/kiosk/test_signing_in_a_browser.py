"""The pad in Chromium: pressure and speed become width, a resting hand does not write, ink is sent once."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import pytest
from playwright.async_api import CDPSession, FloatRect, Page, Request, expect

from edge_agent.visit.state import Screen
from protocol.wire.messages.applications import ApplicationMade, Ink

from ..visit.moving import at_sign
from .served import Served

_HEIGHTS = """[...document.querySelectorAll('#strokes path')].map(each => each.getBBox().height)"""


class Hand:
    """Draws lines on the pad through the browser's own input."""

    def __init__(self, session: CDPSession, area: FloatRect) -> None:
        self._session = session
        self._area = area

    async def draw(self, row: float, pointer: str = "pen", force: float = 0.5, steps: int = 40) -> None:
        """A level line across the pad at `row` of its height, in so many steps."""
        places = [(0.1 + 0.6 * step / steps, row) for step in range(steps + 1)]
        await self._send("mousePressed", places[0], pointer, force)
        for place in places[1:]:
            await self._send("mouseMoved", place, pointer, force)
        await self._send("mouseReleased", places[-1], pointer, force)

    async def _send(self, kind: str, place: tuple[float, float], pointer: str, force: float) -> None:
        x, y = (self._area["x"] + place[0] * self._area["width"], self._area["y"] + place[1] * self._area["height"])
        button = {"button": "left", "buttons": 1, "clickCount": 1}
        event = {"type": kind, "x": x, "y": y, "pointerType": pointer, "force": force, **button}
        await self._session.send("Input.dispatchMouseEvent", event)

    async def rest(self, row: float) -> None:
        """A palm: a touch that slides over the pad."""
        y = self._area["y"] + row * self._area["height"]
        for kind, places in (("touchStart", (200,)), ("touchMove", range(210, 400, 10)), ("touchEnd", ())):
            for points in _points(places, y):
                await self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def _points(places: Iterable[int], y: float) -> list[list[dict[str, float]]]:
    return [[{"x": x, "y": y}] for x in places] or [[]]


@pytest.fixture
async def hand(kiosk: Served, page: Page) -> Hand:
    """A hand before the sign screen."""
    kiosk.show(at_sign())
    await page.goto(kiosk.origin)
    await page.evaluate("document.fonts.ready.then(() => true)")
    area = await page.locator(".pad").bounding_box()
    assert area is not None
    return Hand(await page.context.new_cdp_session(page), area)


async def test_a_pressed_pen_writes_wider_than_a_light_one(page: Page, hand: Hand) -> None:
    await hand.draw(0.3, force=0.1)
    await hand.draw(0.6, force=0.9)
    light, heavy = await page.evaluate(_HEIGHTS)
    assert heavy > 2 * light


async def test_a_fast_finger_writes_thinner_than_a_slow_one(page: Page, hand: Hand) -> None:
    await hand.draw(0.3, "mouse", steps=150)
    await hand.draw(0.6, "mouse", steps=3)
    slow, fast = await page.evaluate(_HEIGHTS)
    assert slow > 1.3 * fast


async def test_a_resting_hand_does_not_write_once_there_is_a_pen(page: Page, hand: Hand) -> None:
    await hand.draw(0.3)
    await hand.rest(0.7)
    await expect(page.locator("#strokes path")).to_have_count(1)
    await hand.draw(0.5)
    await expect(page.locator("#strokes path")).to_have_count(2)


async def test_an_empty_pad_is_not_sent_and_says_why(kiosk: Served, page: Page, hand: Hand) -> None:
    send = page.get_by_role("button", name="これで申請する")
    await expect(send).to_have_attribute("aria-disabled", "true")
    await expect(page.get_by_text("まだ書かれていません", exact=True)).to_be_visible()
    await send.dispatch_event("click")
    await hand.draw(0.3)
    await expect(page.get_by_text("まだ書かれていません", exact=True)).to_have_count(0)
    await page.get_by_role("button", name="消して書き直す").click()
    await expect(page.locator("#strokes path")).to_have_count(0)
    await expect(page.get_by_text("まだ書かれていません", exact=True)).to_be_visible()
    assert kiosk.visit.state.screen is Screen.SIGN


async def test_a_double_tap_is_one_application_with_all_its_ink(kiosk: Served, page: Page, hand: Hand) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.url.endswith("/ink") else None)
    await hand.draw(0.3, force=0.2)
    await hand.draw(0.6, force=0.8)
    await page.get_by_role("button", name="これで申請する").dblclick()
    await expect(page.get_by_role("heading", name="受け付けました")).to_be_visible()
    assert len(sent) == 1
    assert [type(body) for body, _ in kiosk.shelf.stored] == [ApplicationMade]
    ink = msgspec.json.decode(kiosk.shelf.attachments["signature"], type=Ink)
    assert (ink.device, len(ink.strokes)) == ("pen", 2)
    light, heavy = (sum(sample.p for sample in stroke) / len(stroke) for stroke in ink.strokes)
    assert heavy > 3 * light


async def test_ink_outlives_a_call_for_staff(kiosk: Served, page: Page, hand: Hand) -> None:
    await hand.draw(0.3)
    await page.get_by_role("button", name="職員を呼ぶ").click()
    await expect(page.get_by_text("職員をお呼びしました")).to_be_visible()
    await expect(page.locator("#strokes path")).to_have_count(1)
    assert kiosk.visit.state.screen is Screen.SIGN


async def test_a_dot_is_not_a_name_and_can_be_gone_on_with(page: Page, hand: Hand) -> None:
    await hand.draw(0.3, steps=2)
    await page.get_by_role("button", name="これで申請する").click()
    await expect(page.get_by_text("名前を書いてから")).to_be_visible()
    await expect(page.locator("#strokes path")).to_have_count(1)


async def test_the_ink_of_one_resident_is_gone_for_the_next(kiosk: Served, page: Page, hand: Hand) -> None:
    await hand.draw(0.3)
    await page.get_by_role("button", name="もどる").click()
    await expect(page.locator("#kiosk")).not_to_have_attribute("data-screen", "sign")
    kiosk.show(at_sign())
    await page.goto(kiosk.origin)
    await expect(page.locator("#strokes path")).to_have_count(0)
