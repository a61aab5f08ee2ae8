"""Accounts in Chromium: made, given on, signed in with a second factor, by keyboard; axe-clean at both sizes."""

from __future__ import annotations

from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Browser, Page, expect

from ..console.village import PASSWORD, Village

AXE = Path(__file__).parents[2] / "journeys" / "vendor" / "axe.min.js"
ZOOMS = {"100%": {"width": 1366, "height": 768}, "125%": {"width": 1093, "height": 614}}
NEW = "atarashii-98765"


@pytest.mark.parametrize("zoom", ZOOMS)
async def test_an_account_is_made_and_its_holder_gets_in_with_two_factors(
    strict: Village, chromium: Browser, zoom: str
) -> None:
    size = ZOOMS[zoom]
    page = await (await chromium.new_context(viewport=size)).new_page()  # type: ignore[arg-type]
    await page.goto(f"{strict.base}/sign-in?next=/accounts")
    await entered(page, "settei", PASSWORD)
    await check(page)
    await page.goto(f"{strict.base}/accounts/new")
    for label, words in (("職員番号（ユーザーID）", "hara"), ("氏名", "原 ゆう"), ("課", "総務課")):
        await page.get_by_label(label, exact=True).fill(words)
    await page.get_by_label("運用").check()
    await check(page)
    await page.keyboard.press("Enter")
    given = await page.inner_text("#one-time")
    await check(page)
    await page.goto(f"{strict.base}/account")
    await check(page)
    theirs = await (await chromium.new_context(viewport=size)).new_page()  # type: ignore[arg-type]
    await theirs.goto(strict.base)
    await entered(theirs, "hara", given)
    await theirs.wait_for_selector("#new:focus")
    await check(theirs)
    await theirs.keyboard.type(NEW)
    await theirs.keyboard.press("Tab")
    await theirs.keyboard.type(NEW)
    await theirs.keyboard.press("Enter")
    await theirs.wait_for_selector("#code:focus")
    assert await theirs.evaluate("document.querySelector('img').naturalWidth > 100")
    await check(theirs)
    secret = (await theirs.inner_text("#secret")).replace(" ", "")
    await theirs.keyboard.type(pyotp.TOTP(secret).at(strict.clock.now()))
    await theirs.keyboard.press("Enter")
    await expect(theirs.locator("ol b")).to_have_count(10)
    await check(theirs)
    await theirs.get_by_text("控えました").focus()
    await theirs.keyboard.press("Enter")
    await expect(theirs.locator(".where")).to_contain_text("原 ゆう")
    await theirs.get_by_text("ログアウト").click()
    await entered(theirs, "hara", NEW)
    await theirs.wait_for_selector("#code:focus")
    await check(theirs)


async def entered(page: Page, login: str, password: str) -> None:
    """The sign-in form, by keyboard."""
    await page.wait_for_selector("#login:focus")
    await page.keyboard.type(login)
    await page.keyboard.press("Tab")
    await page.keyboard.type(password)
    await page.keyboard.press("Enter")
    await page.wait_for_selector("#login", state="detached")


async def check(page: Page) -> None:
    """Nothing to scroll sideways, nothing axe complains about."""
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    result = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in result["violations"]] == []
