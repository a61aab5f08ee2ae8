"""The panel of the counter, as the journeys press it."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

from provisioning.sandbox.village import Village

from .browser import Chromium


class PanelPage:
    """The open page of the panel."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    async def open(cls, village: Village, browser: Chromium) -> PanelPage:
        """Look at the panel."""
        page = await browser.person()
        await page.goto(village.panel_url)
        return cls(page)

    @property
    def waiting(self) -> Locator:
        """How many events wait at the terminal, as `data-count`."""
        return self.page.locator("#waiting")

    async def cut(self, line: str) -> None:
        """線を抜く."""
        await self.page.locator(f"#line-{line}").get_by_role("button", name="線を抜く").click()
        await expect(self.page.locator(f"#line-{line}")).to_contain_text("抜けています")

    async def restore(self, line: str) -> None:
        """線をさす."""
        await self.page.locator(f"#line-{line}").get_by_role("button", name="線をさす").click()
        await expect(self.page.locator(f"#line-{line}")).to_contain_text("つながっています")

    async def follow(self, name: str) -> Page:
        """The page that a link opens."""
        async with self.page.expect_popup() as opening:
            await self.page.get_by_role("link", name=name).click()
        return await opening.value
