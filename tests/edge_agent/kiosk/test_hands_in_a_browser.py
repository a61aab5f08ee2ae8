"""The left hand and the one switch: where things lie, where the frame walks, and what it never walks over."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from playwright.async_api import Locator, Page, expect

from edge_agent.visit.state import Hand, Look, Overlay, Scanning, Screen, State

from .every_screen import EVENTS, GLASS, STATES
from .served import Served

QUICK = Look(scanning=Scanning.QUICK)
UNHURRIED = Look(scanning=Scanning.UNHURRIED)
_TREMBLE = 0.5
_THREE_AT_ONCE = """() => [1, 2, 3].forEach(() =>
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true })))"""
_PRESS_WHEN_FRAMED = """words => new Promise(pressed => {
  const look = () => {
    const framed = [...document.querySelectorAll('[data-scanned]')];
    if (!framed.some(each => each.textContent.includes(words))) return void setTimeout(look, 20);
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }));
    pressed();
  };
  look();
})"""
_REMEMBER = """window.seen = []; new MutationObserver(changes => seen.push(...changes.map(each => each.target)
  .filter(each => each.hasAttribute('data-scanned')))).observe(document, { subtree: true, attributes: true });"""


async def _open(kiosk: Served, page: Page, state: State, look: Look) -> None:
    kiosk.show(replace(state, look=look))
    await page.goto(kiosk.origin)


async def _left(locator: Locator) -> float:
    box = await locator.bounding_box()
    assert box is not None
    return box["x"]


def _framed(page: Page) -> Locator:
    return page.locator("[data-scanned]")


async def _press_when_framed(page: Page, words: str) -> None:
    """Press the switch the moment the frame is around something with these words, however slow the machine is."""
    await expect(_framed(page).first).to_be_visible()
    await asyncio.sleep(_TREMBLE)
    await page.evaluate(_PRESS_WHEN_FRAMED, words)


@pytest.mark.parametrize("glass", ["landscape", "wide"])
async def test_for_the_left_hand_bar_and_pad_are_on_the_left(kiosk: Served, page: Page, glass: str) -> None:
    await page.set_viewport_size(GLASS[glass])
    onward, back = page.get_by_role("button", name="つぎへ"), page.get_by_role("button", name="もどる")
    for name, keys in (("lot", ".keypad"), ("pin", ".keypad"), ("name", ".keyboard [data-do=erase]")):
        pad, title = page.locator(keys), page.locator("main h1")
        await _open(kiosk, page, STATES[name], Look())
        assert await _left(onward) > await _left(back)
        assert await _left(pad) > await _left(title)
        await _open(kiosk, page, STATES[name], Look(hand=Hand.LEFT))
        assert await _left(onward) < await _left(back)
        assert await _left(pad) <= await _left(title)


async def test_hand_and_switch_are_chosen_by_touch_and_end_with_the_visit(kiosk: Served, page: Page) -> None:
    await _open(kiosk, page, EVENTS, Look())
    await page.get_by_role("button", name="文字の大きさ").click()
    await page.get_by_role("button", name="左手").click()
    await page.get_by_role("button", name="ゆっくり").click()
    screen = page.locator("#kiosk")
    await expect(screen).to_have_attribute("data-hand", "left")
    await expect(screen).to_have_attribute("data-scanning", "unhurried")
    await expect(_framed(page).first).to_be_visible()
    await page.get_by_role("button", name="とじる").click()
    await page.get_by_role("button", name="中止").click()
    await page.get_by_role("button", name="中止する").click()
    await expect(screen).to_have_attribute("data-hand", "right")
    assert await screen.get_attribute("data-scanning") is None
    await expect(_framed(page)).to_have_count(0)


async def test_a_life_event_is_chosen_with_one_switch(kiosk: Served, page: Page) -> None:
    await _open(kiosk, page, EVENTS, QUICK)
    await _press_when_framed(page, "村の中で引っ越した")
    await expect(_framed(page)).to_have_count(1)
    await _press_when_framed(page, "村の中で引っ越した")
    await expect(page.locator("#kiosk")).not_to_have_attribute("data-screen", "events")
    assert kiosk.visit.state.life_event == "TENKYO"


async def test_a_row_that_nothing_is_chosen_of_is_left_again(kiosk: Served, page: Page) -> None:
    await _open(kiosk, page, EVENTS, QUICK)
    await _press_when_framed(page, "村の中で引っ越した")
    await expect(_framed(page)).to_have_count(1)
    await expect(_framed(page)).to_have_count(3, timeout=20_000)
    assert kiosk.visit.state.screen is Screen.EVENTS


async def test_what_lies_over_the_screen_is_walked_first(kiosk: Served, page: Page) -> None:
    await _open(kiosk, page, replace(EVENTS, overlay=Overlay.QUIT), QUICK)
    await _press_when_framed(page, "つづける")
    await expect(page.get_by_role("alertdialog")).to_have_count(0)
    assert kiosk.visit.state.visit == "v"


async def test_a_hand_that_trembles_presses_once(kiosk: Served, page: Page) -> None:
    await _open(kiosk, page, STATES["telephone"], UNHURRIED)
    await expect(_framed(page)).to_have_count(3)
    await asyncio.sleep(_TREMBLE)
    await page.evaluate(_THREE_AT_ONCE)
    await expect(_framed(page)).to_have_count(1)
    await expect(page.locator("#field")).to_have_value("")


async def test_the_digits_of_a_card_are_never_framed(kiosk: Served, page: Page) -> None:
    await _open(kiosk, page, STATES["pin"], QUICK)
    await page.evaluate(_REMEMBER)
    await expect(_framed(page).filter(has_text="職員を呼ぶ")).to_be_visible(timeout=20_000)
    await expect(_framed(page).filter(has_text="もどる")).to_be_visible(timeout=20_000)
    assert await page.evaluate("seen.length") > 4
    assert await page.evaluate("seen.filter(each => each.closest('.keypad')).length") == 0
    await expect(page.get_by_text("暗証番号の数字は、スイッチでは選べません")).to_be_visible()
    await page.keyboard.press("1")
    await expect(page.get_by_role("img", name="4けたのうち1けたを入力しました")).to_be_visible()


async def test_without_the_choice_the_keys_are_those_of_any_page(kiosk: Served, page: Page) -> None:
    await _open(kiosk, page, EVENTS, Look())
    await expect(page.get_by_role("heading", name="どんなことがありましたか")).to_be_visible()
    await page.keyboard.press("Space")
    await expect(_framed(page)).to_have_count(0)
    assert kiosk.visit.state.screen is Screen.EVENTS
