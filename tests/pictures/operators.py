"""What operators do in the manuals: terminals and their enrolment, the register by files, translations, practice."""

from __future__ import annotations

from playwright.async_api import Page, expect

from ..journeys.console import Console
from ..journeys.panel import PanelPage
from .scene import Scene

_EXTRACT_IS_TAKEN = 150_000


async def look_at_terminals(scene: Scene) -> None:
    """端末, and a code for one that shall take the first one's place."""
    page = (await Console.open(scene.village, scene.browser, "unyo")).page
    await _go(page, "端末")
    await expect(page.locator("#terminals")).to_contain_text("正常", timeout=30_000)
    await scene.album.keep(page, "console-terminals")
    await page.get_by_role("link", name="止める").first.click()
    await expect(page.get_by_role("heading", name="この端末を止めますか")).to_be_visible()
    await scene.album.keep(page, "console-retire")
    await _go(page, "端末")
    await page.get_by_role("link", name="端末を登録する").click()
    await page.get_by_label("端末番号").fill("2")
    await page.get_by_label("名前").fill("2番窓口")
    await page.get_by_role("button", name="コードを出す").click()
    await expect(page.get_by_text("端末からの申し込みを待っています")).to_be_visible(timeout=30_000)
    await scene.album.keep(page, "console-enrolment")
    await page.get_by_role("button", name="登録をやめる").click()
    await page.context.close()


async def look_at_translations(scene: Scene) -> None:
    """案内の訳, as whoever keeps the settings sees it."""
    page = (await Console.open(scene.village, scene.browser, "settei")).page
    await _go(page, "案内の訳")
    await scene.album.keep(page, "console-translations")
    await page.context.close()


async def look_at_the_counter(scene: Scene) -> None:
    """窓口のまわり of the practice village."""
    panel = await PanelPage.open(scene.village, scene.browser)
    await expect(panel.page.locator("#section-cards")).to_contain_text("道志　花子")
    await scene.album.keep(panel.page, "panel")
    await panel.page.context.close()


async def look_at_the_files_of_the_register(scene: Scene) -> None:
    """住基のファイル連携, once the first files were taken."""
    page = (await Console.open(scene.village, scene.browser, "unyo")).page
    await _go(page, "住基のファイル連携")
    await expect(page.get_by_text("取り込みました").first).to_be_visible(timeout=_EXTRACT_IS_TAKEN)
    await scene.album.keep(page, "console-register-files")
    await page.context.close()


async def _go(page: Page, entry: str) -> None:
    await page.get_by_role("navigation").get_by_role("link", name=entry).click()
    await expect(page.get_by_role("heading", name=entry, level=1)).to_be_visible()
