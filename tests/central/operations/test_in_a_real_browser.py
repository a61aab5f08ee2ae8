"""お知らせ・警報 in Chromium: by keyboard, live, axe-clean, and without scrolling sideways at both sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from central.db.transaction import transaction
from central.operations.use_cases.raise_alarm import raise_alarm

from ..console.village import PASSWORD, Village

AXE = Path(__file__).parents[2] / "journeys" / "vendor" / "axe.min.js"
ZOOMS = {"100%": {"width": 1366, "height": 768}, "125%": {"width": 1093, "height": 614}}


async def raised(hall: Village, kind: str, subject: str, **detail: str | int) -> None:
    """An alarm, committed."""
    async with transaction():
        await raise_alarm(kind, subject, hall.clock.now(), detail)


@pytest.mark.parametrize("zoom", ZOOMS)
async def test_an_alarm_appears_by_itself_and_is_acknowledged_and_closed_by_keyboard(
    hall: Village, chromium: Browser, zoom: str
) -> None:
    context = await chromium.new_context(viewport=ZOOMS[zoom])  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(f"{hall.base}/sign-in?next=/alarms")
    await page.fill("#login", "unyo")
    await page.fill("#password", PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_selector("html[data-live=up]")
    await check(page)
    await raised(hall, "events-missing", "lobby-1", epoch="e1", missing=3)
    await raised(hall, "event-set-aside", "lobby-2", reason="unreadable")
    await raised(hall, "juki-folder-away", "juki")
    await expect(page.locator("#alarms-strip")).to_contain_text("3件")
    await expect(page.locator("#alarms tbody tr")).to_have_count(3)
    await check(page)
    await page.locator("#alarms tbody tr", has_text="届いていない記録").locator("form button").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#alarms")).to_contain_text("神地 わたる さんが確認")
    await expect(page.locator("#alarms-strip")).to_contain_text("2件")
    await page.locator("#alarms tbody tr", has_text="届いていない記録").locator("a", has_text="閉じる").focus()
    await page.keyboard.press("Enter")
    await page.wait_for_selector("#reason")
    await check(page)
    await page.focus("#reason")
    await page.keyboard.type("受け付けなおした")
    await page.keyboard.press("Enter")
    await expect(page.locator("#alarms tbody tr")).to_have_count(2)
    await page.locator("a", has_text="過去の警報").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_contain_text("受け付けなおした")
    await check(page)


async def check(page: Page) -> None:
    """Nothing to scroll sideways, nothing axe complains about."""
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in result["violations"]] == []
