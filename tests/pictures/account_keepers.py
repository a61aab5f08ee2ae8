"""What whoever keeps the accounts does in the manuals: the list, a new account and its password of one use."""

from __future__ import annotations

from playwright.async_api import Page, expect

from ..journeys.console import Console
from .scene import Scene


async def keep_accounts(scene: Scene) -> None:
    """アカウント: a new clerk is given a one-time password and chooses another at the first sign-in."""
    page = (await Console.open(scene.village, scene.browser, "settei")).page
    await page.get_by_role("navigation").get_by_role("link", name="アカウント", exact=True).click()
    await expect(page.get_by_role("heading", name="アカウント", exact=True, level=1)).to_be_visible()
    await scene.album.keep(page, "console-accounts")
    await page.get_by_role("link", name="アカウントをつくる").click()
    for label, text in (("職員番号（ユーザーID）", "madoguchi3"), ("氏名", "大栗 はるか"), ("課", "住民課")):
        await page.get_by_label(label, exact=True).fill(text)
    await page.get_by_label("窓口", exact=True).check()
    await scene.album.keep(page, "console-account-new")
    await page.get_by_role("button", name="つくる", exact=True).click()
    await expect(page.get_by_role("heading", name="一度だけのパスワード")).to_be_visible()
    await scene.album.keep(page, "console-one-time")
    await _first_sign_in(scene, await page.locator("#one-time").inner_text())
    await page.context.close()


async def _first_sign_in(scene: Scene, password: str) -> None:
    page: Page = await scene.browser.person()
    await page.goto(scene.village.console_url)
    await page.get_by_label("職員番号").fill("madoguchi3")
    await page.get_by_label("パスワード").fill(password.strip())
    await page.get_by_role("button", name="ログインする").click()
    await expect(page.get_by_role("heading", name="新しいパスワードを決めてください")).to_be_visible()
    await scene.album.keep(page, "console-own-password")
    await page.context.close()
