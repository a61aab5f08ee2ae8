"""The kiosk in Chromium: touches, what is pushed to it, and what it does when nobody answers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from edge_agent.visit.service import Patience
from edge_agent.visit.state import Overlay, Screen, State
from protocol.wire.messages.answers import LinkState

from .served import Served, served

QUESTION = "どんなことがありましたか"


async def _begin(page: Page) -> None:
    await page.get_by_role("button", name="画面にさわってください").click()
    await expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()


async def _scrolled(page: Page) -> float:
    return float(await page.evaluate("document.querySelector('.stage').scrollTop"))


@pytest.mark.parametrize("point", [(60, 120), (640, 690), (1000, 400)])
async def test_a_touch_anywhere_on_the_waiting_screen_begins(page: Page, point: tuple[int, int]) -> None:
    await page.mouse.click(*point)
    await expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()


async def test_a_double_tap_does_not_press_what_the_first_tap_has_brought(kiosk: Served, page: Page) -> None:
    await page.mouse.dblclick(300, 420, delay=40)
    await expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    await asyncio.sleep(0.5)
    assert kiosk.visit.state.screen is Screen.EVENTS
    await page.mouse.click(300, 420)
    await expect(page.locator("#kiosk")).to_have_attribute("data-screen", "card")


async def test_two_fast_touches_of_the_call_are_one_call(kiosk: Served, page: Page) -> None:
    await page.get_by_role("button", name="職員を呼ぶ").dblclick()
    await expect(page.get_by_text("職員をお呼びしました")).to_be_visible()
    await asyncio.sleep(0.2)
    assert len(kiosk.shelf.stored) == 1


async def test_the_answer_of_a_clerk_appears_by_itself(kiosk: Served, page: Page) -> None:
    await page.get_by_role("button", name="職員を呼ぶ").click()
    await expect(page.get_by_text("職員をお呼びしました")).to_be_visible()
    await kiosk.visit.answered("call-1")
    await expect(page.get_by_text("職員がまいります")).to_be_visible(timeout=1_000)


async def test_a_call_is_taken_back(kiosk: Served, page: Page) -> None:
    await page.get_by_role("button", name="職員を呼ぶ").click()
    await page.get_by_role("button", name="呼び出しをやめる").click()
    await expect(page.get_by_text("職員をお呼びしました")).to_have_count(0)
    assert len(kiosk.shelf.stored) == 2


async def test_a_cut_line_and_its_return_appear_by_themselves(kiosk: Served, page: Page) -> None:
    kiosk.cable.set(LinkState.DOWN)
    await expect(page.get_by_text("通信が切れています")).to_be_visible(timeout=1_000)
    kiosk.cable.set(LinkState.UP)
    await expect(page.get_by_text("通信が切れています")).to_have_count(0, timeout=1_000)


async def test_a_reload_shows_the_same_screen(page: Page) -> None:
    await _begin(page)
    await page.reload()
    await expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()


async def test_size_and_colour_end_with_the_visit(page: Page) -> None:
    await _begin(page)
    await page.get_by_role("button", name="文字の大きさ").click()
    await page.get_by_role("button", name="特大", exact=True).click()
    await page.get_by_role("button", name="白黒はんてん").click()
    screen = page.locator("#kiosk")
    await expect(screen).to_have_attribute("data-theme", "contrast")
    await expect(screen).to_have_attribute("data-text", "largest")
    await page.get_by_role("button", name="とじる").click()
    await page.get_by_role("button", name="中止").click()
    await page.get_by_role("button", name="中止する").click()
    await expect(page.get_by_role("button", name="画面にさわってください")).to_be_visible()
    await expect(screen).to_have_attribute("data-text", "standard")
    await expect(screen).to_have_attribute("data-theme", "standard")


async def test_a_screen_that_is_longer_than_the_glass_has_buttons_to_move_it(kiosk: Served, page: Page) -> None:
    await _begin(page)
    await page.get_by_role("button", name="文字の大きさ").click()
    await page.get_by_role("button", name="特大", exact=True).click()
    await page.get_by_role("button", name="とじる").click()
    await page.get_by_role("button", name="下へ").click()
    async with asyncio.timeout(5):
        while await _scrolled(page) <= 200:  # noqa: ASYNC110 - scrolling has no event here
            await asyncio.sleep(0.05)
    kiosk.cable.set(LinkState.DOWN)
    await expect(page.get_by_text("通信が切れています")).to_be_visible()
    assert await _scrolled(page) > 200
    await page.get_by_role("button", name="見つからないとき").click()
    await expect(page.get_by_role("heading", name="ほかに、どんなことがありましたか")).to_be_visible()
    assert await _scrolled(page) == 0


async def test_a_silent_visit_counts_down_and_is_forgotten(
    tmp_path: Path, unused_tcp_port: int, chromium: Browser
) -> None:
    async with served(tmp_path, unused_tcp_port, patience=Patience(1.0, 3.0)) as kiosk:
        page = await chromium.new_page()
        await page.goto(kiosk.start_url)
        await _begin(page)
        count = page.locator("[data-countdown]")
        await expect(count).to_have_text("2秒", timeout=4_000)
        await expect(page.get_by_role("button", name="画面にさわってください")).to_be_visible(timeout=5_000)
        assert kiosk.visit.state.visit == ""
        await page.close()


async def test_what_lies_under_a_question_cannot_be_reached(kiosk: Served, page: Page) -> None:
    await _begin(page)
    await page.get_by_role("button", name="中止").click()
    await expect(page.get_by_role("alertdialog")).to_be_focused()
    assert await page.evaluate("document.querySelectorAll('#kiosk > :not(.veil):not([inert])').length") == 0
    assert kiosk.visit.state.overlay is Overlay.QUIT


async def test_a_page_that_nobody_answers_says_so_and_comes_back(kiosk: Served, page: Page) -> None:
    await expect(page.locator("#lost")).to_be_hidden()
    await kiosk.server.__aexit__(None, None, None)
    await expect(page.locator("#lost")).to_be_visible(timeout=10_000)
    kiosk.show(State(screen=Screen.CLOSED))
    await kiosk.server.__aenter__()
    await expect(page.locator("#lost")).to_be_hidden(timeout=15_000)


async def test_a_second_browser_is_refused_and_a_new_start_ends_the_first(
    kiosk: Served, page: Page, chromium: Browser
) -> None:
    stranger = await chromium.new_page()
    answer = await stranger.goto(kiosk.origin)
    assert answer is not None
    assert answer.status == 403
    await expect(stranger.get_by_role("heading", name="この画面は開けません")).to_be_visible()
    await stranger.goto(kiosk.start_url)
    await expect(stranger.get_by_role("button", name="画面にさわってください")).to_be_visible()
    await page.get_by_role("button", name="画面にさわってください").click()
    await expect(page.get_by_role("heading", name="この画面は開けません")).to_be_visible()
    assert kiosk.visit.state.screen is Screen.ATTRACT
    await stranger.close()


async def test_every_touch_works_before_the_script_has_loaded(kiosk: Served, chromium: Browser) -> None:
    context = await chromium.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(kiosk.start_url)
    await _begin(page)
    await page.get_by_role("button", name="村の外へ引っ越す").click()
    await expect(page.get_by_role("heading", name="どこへ引っ越しますか")).to_be_visible()
    await page.get_by_role("button", name="もどる").click()
    await expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()
    await context.close()


async def test_going_back_in_the_browser_does_not_go_back_in_the_visit(kiosk: Served, page: Page) -> None:
    await _begin(page)
    await page.go_back()
    await page.goto(kiosk.origin)
    await expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()


async def test_the_page_gives_signs_of_life(kiosk: Served, page: Page) -> None:
    assert kiosk.server.seconds_without_page() is None
    assert await page.evaluate("fetch('/alive').then(answer => answer.text())") == kiosk.pages.version
    seconds = kiosk.server.seconds_without_page()
    assert seconds is not None
    assert seconds < 5


async def test_a_broken_promise_shows_a_number(kiosk: Served, page: Page) -> None:
    kiosk.shelf.failure = OSError("the disk")
    await page.get_by_role("button", name="職員を呼ぶ").click()
    await expect(page.get_by_role("heading", name="職員をお呼びください")).to_be_visible()
    kiosk.shelf.failure = None
    kiosk.show(State())
    await page.get_by_role("link", name="最初の画面へもどる").click()
    await expect(page.get_by_role("button", name="画面にさわってください")).to_be_visible()
