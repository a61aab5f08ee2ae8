"""The console in Chromium: ten tabs, the chime, the keyboard, a cut line, and axe-core on every page."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from .line import Line
from .village import PASSWORD, Village

AXE = Path(__file__).parents[2] / "journeys" / "vendor" / "axe.min.js"
ZOOMS = {"100%": {"width": 1366, "height": 768}, "125%": {"width": 1093, "height": 614}}
_IS_CALLING = "html[data-calling] .alert"
_IS_SILENT = "html:not([data-calling]):not(:has(.alert))"


async def test_ten_tabs_show_a_call_within_two_seconds_over_one_connection(village: Village, chromium: Browser) -> None:
    context = await chromium.new_context()
    pages = [await _signed_in(context, village.base)]
    for _ in range(9):
        pages.append(await _another_tab(context, village.base))
    await asyncio.sleep(0.5)
    assert village.connections == 1
    await village.call()
    await asyncio.gather(*(page.wait_for_selector(_IS_CALLING, timeout=2000) for page in pages))
    titles = [await page.title() for page in pages]
    assert all("新着" in title for title in titles)
    icons = [await page.get_attribute('link[rel="icon"]', "href") for page in pages]
    assert set(icons) == {"/static/console/favicon-alert.svg"}


async def test_one_tab_chimes_for_all_and_again_until_the_call_is_acknowledged(
    village: Village, chromium: Browser
) -> None:
    context = await chromium.new_context()
    pages = [await _signed_in(context, village.base), await _another_tab(context, village.base)]
    await village.call()
    await asyncio.sleep(6)
    chimes = [int(await page.evaluate("document.documentElement.dataset.chimes ?? 0")) for page in pages]
    assert sorted(chimes) == [0, 2]
    await pages[0].keyboard.press("F2")
    await asyncio.gather(*(page.wait_for_selector(_IS_SILENT, timeout=2000) for page in pages))
    await asyncio.sleep(5.5)
    after = [int(await page.evaluate("document.documentElement.dataset.chimes ?? 0")) for page in pages]
    assert after == chimes


async def test_one_clerk_acknowledges_by_keyboard_and_everybody_falls_silent(
    village: Village, chromium: Browser
) -> None:
    mine = await _signed_in(await chromium.new_context(), village.base)
    colleague = await _signed_in(await chromium.new_context(), village.base, "osada")
    await village.call()
    await asyncio.gather(*(page.wait_for_selector(_IS_CALLING, timeout=2000) for page in (mine, colleague)))
    await mine.keyboard.press("F2")
    await expect(mine.locator("#notice")).to_contain_text("職員がまいります")
    await colleague.wait_for_selector(_IS_SILENT, timeout=2000)
    await expect(colleague.locator("#queue")).to_contain_text("青根 恵")


async def test_a_withdrawn_call_falls_silent(village: Village, chromium: Browser) -> None:
    page = await _signed_in(await chromium.new_context(), village.base)
    call = await village.call()
    await page.wait_for_selector(_IS_CALLING, timeout=2000)
    await village.withdraw(call)
    await page.wait_for_selector(_IS_SILENT, timeout=2000)
    assert "呼び出し" not in await page.title()


async def test_a_page_that_was_cut_off_says_so_and_then_shows_what_it_missed(
    village: Village, chromium: Browser
) -> None:
    async with Line(village.server.port) as line:
        context = await chromium.new_context()
        page = await _signed_in(context, line.base)
        line.cut()
        await village.call("pin")
        await expect(page.locator("#stale")).to_be_visible(timeout=20_000)
        line.mend()
        await page.wait_for_selector(_IS_CALLING, timeout=20_000)
        await expect(page.locator("#stale")).to_be_hidden()
        await expect(page.locator("#queue")).to_contain_text("暗証番号")
        await context.close()


async def test_switching_the_sound_off_reaches_every_tab_and_stays(village: Village, chromium: Browser) -> None:
    context = await chromium.new_context()
    first = await _signed_in(context, village.base)
    second = await _another_tab(context, village.base)
    await first.click("#sound button")
    await expect(second.locator("#sound")).to_contain_text("音 切")
    await expect(await _another_tab(context, village.base)).to_have_title("【練習】新着 — かんたん窓口 職員用")
    await expect(first.locator("#sound")).to_contain_text("音 切")


async def test_signing_out_in_one_tab_leaves_none_behind(village: Village, chromium: Browser) -> None:
    context = await chromium.new_context()
    first = await _signed_in(context, village.base)
    second = await _another_tab(context, village.base)
    await first.click("text=ログアウト")
    await second.wait_for_url("**/sign-in**", timeout=3000)


@pytest.mark.parametrize("zoom", ZOOMS)
async def test_every_page_is_accessible_fits_and_obeys_its_policy(
    village: Village, chromium: Browser, zoom: str
) -> None:
    context = await chromium.new_context(viewport=ZOOMS[zoom], bypass_csp=False)  # type: ignore[arg-type]
    problems: list[str] = []
    page = await context.new_page()
    page.on("console", lambda message: problems.append(message.text) if "Policy" in message.text else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.goto(village.base)
    await _check(page)
    await _fill(page, "aone")
    await _check(page)
    await village.call()
    await page.wait_for_selector(_IS_CALLING)
    await _check(page)
    await page.goto(village.base + "/nowhere")
    await _check(page)
    assert problems == []


async def _signed_in(context: BrowserContext, base: str, login: str = "aone") -> Page:
    page = await context.new_page()
    await page.goto(base)
    await _fill(page, login)
    await _is_live(page)
    return page


async def _fill(page: Page, login: str) -> None:
    await page.wait_for_selector("#login:focus")
    await page.keyboard.type(login)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/arrivals")


async def _another_tab(context: BrowserContext, base: str) -> Page:
    page = await context.new_page()
    await page.goto(base + "/arrivals")
    await _is_live(page)
    return page


async def _is_live(page: Page) -> None:
    await page.wait_for_selector("html[data-live=up]", timeout=5000)


async def _check(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in result["violations"]] == []
