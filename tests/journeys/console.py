"""A member of staff at the console, as the journeys speak of them."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.async_api import Locator, Page, expect

from provisioning.sandbox.village import Village

from .browser import CONSOLE_SIZE, Chromium


class Console:
    """A signed-in person's page 新着."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    async def open(cls, village: Village, browser: Chromium, login: str) -> Console:
        """Sign in for practice and look at 新着."""
        page = await browser.person(size=CONSOLE_SIZE)
        await page.goto(village.console_url)
        account = next(account for account in village.accounts if account.login == login)
        await page.get_by_label("職員番号").fill(account.login)
        await page.get_by_label("パスワード").fill(account.password)
        await page.get_by_role("button", name="ログインする").click()
        await expect(page.get_by_role("heading", name="新着", level=1)).to_be_visible()
        await expect(page.locator("html")).to_have_attribute("data-live", "up")
        return cls(page)

    @property
    def band(self) -> Locator:
        """The alert band that says who is calling."""
        return self.page.locator("#alert .alert")

    @property
    def calls(self) -> Locator:
        """The rows of today's calls."""
        return self.page.locator("#queue tbody tr")

    @property
    def terminals(self) -> Locator:
        """The panel that shows how the terminals are."""
        return self.page.locator("#devices")

    async def expect_chime(self) -> None:
        """The page has sounded."""
        await expect(self.page.locator("html")).to_have_attribute("data-chimes", re.compile("[1-9]"), timeout=2_000)

    @staticmethod
    def clock_time(moment: datetime) -> str:
        """A moment as the console shows it."""
        local = moment.astimezone(ZoneInfo("Asia/Tokyo"))
        return f"{local.hour}:{local:%M}"

    async def expect_flashing(self) -> None:
        """The title alternates with the count of calls."""
        await expect(self.page).to_have_title(re.compile("呼び出し"), timeout=2_000)

    async def expect_silence(self) -> None:
        """No band, no flashing title, and no further chime."""
        await expect(self.band).to_have_count(0, timeout=2_000)
        await expect(self.page).not_to_have_title(re.compile("呼び出し"), timeout=3_000)

    async def acknowledge(self) -> None:
        """確認する."""
        await self.band.get_by_role("button", name="確認する").click()

    async def acknowledge_all(self) -> None:
        """確認する, until nothing is left."""
        while await self.band.count():
            answered = await self.band.locator("form").get_attribute("action")
            await self.acknowledge()
            await expect(self.band.locator(f"form[action='{answered}']")).to_have_count(0)
