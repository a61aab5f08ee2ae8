"""Cases in Chromium: hand scanners that type, pages that renew themselves, the keyboard alone, and axe-core."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect

from tests.journeys.scanner import scanned

from ..counter import RESIDENTS, WELFARE, application, code_of
from .hall import Hall

AXE = Path(__file__).parents[3] / "journeys" / "vendor" / "axe.min.js"
ZOOMS = {"100%": (1366, 768), "125%": (1093, 614)}


async def test_a_code_is_caught_out_of_a_field_and_what_was_typed_there_stays(hall: Hall, chromium: Chromium) -> None:
    made = application()
    await hall.hand_in(made)
    page = await hall.seated(chromium, "/cases")
    await page.fill("#text", "道志")
    await scanned(page, code_of(made, RESIDENTS))
    await expect(page.locator("#notice")).to_contain_text("住民課の手続き 1件を済みにしました")
    assert await page.input_value("#text") == "道志"
    assert await page.evaluate("document.activeElement.id") == "text"
    await page.keyboard.type("dsm1: と手で打つ", delay=80)
    assert await page.input_value("#text") == "道志dsm1: と手で打つ"


async def test_a_scanner_set_to_small_letters_or_another_keyboard_is_understood(hall: Hall, chromium: Chromium) -> None:
    made = application()
    await hall.hand_in(made)
    page = await hall.seated(chromium, "/arrivals")
    await scanned(page, code_of(made, RESIDENTS).lower())
    await expect(page.locator("#notice")).to_contain_text("1件を済みにしました")
    await _keys(page, code_of(made, WELFARE), composed=False)
    await expect(page.locator("#notice")).to_contain_text("福祉課（1階 2番窓口）のものです")


async def test_a_code_read_while_an_input_method_is_on_is_taken_back(hall: Hall, chromium: Chromium) -> None:
    made = application()
    await hall.hand_in(made)
    page = await hall.seated(chromium, "/cases")
    await page.fill("#text", "道志")
    await _keys(page, code_of(made, RESIDENTS), composed=True)
    await expect(page.locator("#notice")).to_contain_text("1件を済みにしました")
    assert await page.input_value("#text") == "道志"
    assert await page.evaluate("document.activeElement.id") == "text"


async def test_codes_read_one_after_the_other_are_all_told(hall: Hall, chromium: Chromium) -> None:
    made = application()
    await hall.hand_in(made)
    page = await hall.seated(chromium, "/cases")
    await scanned(page, code_of(made, RESIDENTS))
    await scanned(page, code_of(made, WELFARE))
    await expect(page.locator("#notice > *")).to_have_count(2)
    await page.click("text=記録して消し込む")
    await expect(page.locator("#notice")).to_contain_text("福祉課の手続き 2件を済みにしました")


async def test_the_code_of_the_case_opens_its_page(hall: Hall, chromium: Chromium) -> None:
    made = application()
    case = await hall.hand_in(made)
    page = await hall.seated(chromium, "/arrivals")
    await scanned(page, code_of(made))
    await page.wait_for_url(f"**/cases/{case}")


async def test_both_pages_renew_within_two_seconds_and_a_reason_being_typed_stays(
    hall: Hall, chromium: Chromium
) -> None:
    made = application()
    case = await hall.hand_in(made)
    typing = await hall.seated(chromium, f"/cases/{case}")
    listing = await hall.seated(chromium, "/cases", "jumin2")
    await typing.click("#why-P003 summary")
    await typing.click("#to-withdrawn")
    await typing.keyboard.type("本人の")
    await hall.scan(code_of(made, WELFARE))
    await expect(typing.locator("#case")).to_contain_text("福祉課のコードを読み取り", timeout=2000)
    await expect(listing.locator("#cases")).to_contain_text("2/4", timeout=2000)
    await typing.keyboard.type("申し出")
    assert await typing.input_value("#state-reason") == "本人の申し出"
    assert await typing.locator("#why-P003").get_attribute("open") is not None


async def test_a_case_is_handled_by_keyboard_alone(hall: Hall, chromium: Chromium) -> None:
    case = await hall.hand_in()
    page = await hall.seated(chromium, "/cases")
    await _tab_to(page, f"open-{case}")
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/cases/{case}")
    await page.wait_for_selector("html[data-live=up]")
    await page.keyboard.press("F9")
    await expect(page.locator("#case")).to_contain_text("担当 山口 恵")
    await _tab_to(page, "tick-P003")
    await page.keyboard.press("Space")
    await expect(page.locator("#tick-P003")).to_be_checked()
    await expect(page.locator("#case")).to_contain_text("手で入力")
    await expect(page.locator("#tick-P003")).to_be_focused()
    await page.keyboard.press("Space")
    await page.keyboard.type("押しまちがい")
    await page.keyboard.press("Enter")
    await expect(page.locator("#tick-P003")).not_to_be_checked()
    await page.keyboard.press("F9")
    await page.keyboard.type("あとは郵送")
    await page.keyboard.press("Enter")
    await expect(page.locator("#case")).to_contain_text("対応中 から 完了 にしました")


async def test_a_clash_that_comes_while_the_page_is_open_is_settled_there_and_shown_at_the_other_case(
    hall: Hall, chromium: Chromium
) -> None:
    page = await hall.seated(chromium, f"/cases/{await hall.hand_in()}")
    other = await hall.seated(chromium, f"/cases/{await hall.hand_in()}", "jumin2")
    await page.click("#clash-seen")
    await page.keyboard.type("氏名で見分けた")
    await page.keyboard.press("Enter")
    await expect(page.locator("#notice")).to_contain_text("確認済みにしました")
    await expect(other.locator("#case > .notice")).to_contain_text("番号の重複は確認済みです")
    await other.click("#clash-undo")
    await expect(page.locator("#clash-seen")).to_be_visible()


async def test_a_new_case_rings_everywhere_until_one_clerk_has_seen_it(hall: Hall, chromium: Chromium) -> None:
    mine = await hall.seated(chromium, "/arrivals")
    colleague = await hall.seated(chromium, "/cases", "jumin2")
    await hall.hand_in()
    for page in (mine, colleague):
        await page.wait_for_selector("html[data-calling] .alert", timeout=2000)
        assert "◆新着" in await page.title() or "◇" in await page.title()
    await expect(mine.locator("#alert")).to_contain_text("1-012")
    assert "道志" not in await mine.locator("#alert").inner_text()
    await mine.keyboard.press("F2")
    await expect(mine.locator("#notice")).to_contain_text("1-012 を確認しました")
    await colleague.wait_for_selector("html:not([data-calling]):not(:has(.alert))", timeout=2000)


@pytest.mark.parametrize("zoom", ZOOMS)
async def test_every_page_is_accessible_fits_and_obeys_its_policy(hall: Hall, chromium: Chromium, zoom: str) -> None:
    case = await hall.hand_in()
    await hall.hand_in(offline=True)
    await hall.scan(code_of(application(), WELFARE))
    page = await hall.seated(chromium, "/arrivals", size=ZOOMS[zoom])
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if "Policy" in message.text else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    for path in ("/arrivals", "/cases", f"/cases/{case}"):
        await page.goto(hall.village.base + path)
        await _check(page)
    await page.click("#to-duplicate")
    await _check(page)
    assert problems == []


async def _check(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate("(work => work.scrollWidth <= work.clientWidth)(document.getElementById('work'))")
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in result["violations"]] == []


async def _tab_to(page: Page, id_: str) -> None:
    for _ in range(60):
        if await page.evaluate("document.activeElement.id") == id_:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(id_)


async def _keys(page: Page, text: str, *, composed: bool) -> None:
    """Keys as a scanner for a Japanese keyboard sends them; `composed`: while an input method takes them."""
    await page.evaluate(
        """async ([text, composed]) => {
          for (const sign of [...text, "Enter"]) {
            const named = { ":": "Quote", Enter: "Enter" }[sign];
            const code = named ?? (/\\d/.test(sign) ? `Digit${sign}` : `Key${sign}`);
            const key = composed && sign !== "Enter" ? "Process" : sign === ":" ? "'" : sign;
            const target = document.activeElement ?? document.body;
            const told = { key, code, bubbles: true, cancelable: true, isComposing: composed };
            const event = new KeyboardEvent("keydown", told);
            if (target.dispatchEvent(event) && "value" in target && sign !== "Enter") target.value += "ｄ";
            await new Promise((done) => setTimeout(done, 2));
          }
        }""",
        [text, composed],
    )
    await asyncio.sleep(0)
