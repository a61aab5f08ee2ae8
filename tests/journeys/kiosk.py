"""A resident at the kiosk, as the journeys speak of them."""

from __future__ import annotations

import asyncio

from playwright.async_api import Locator, Page, ViewportSize, expect

from provisioning.sandbox.village import Village

from .browser import KIOSK_SIZE, Chromium

_NOBODY_TAPS_TWICE = 0.5
_NOBODY_TYPES_SOONER = 0.5
_CARD_IS_READ = 10_000
_ALL_IS_ANSWERED = 15_000


class Kiosk:
    """The touch screen at the counter."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @classmethod
    async def open(cls, village: Village, browser: Chromium, *, size: ViewportSize = KIOSK_SIZE) -> Kiosk:
        """Start the kiosk's browser with its start token; no visit is in progress."""
        page = await browser.person(size=size, touch=True)
        await page.goto(village.kiosk_url)
        kiosk = cls(page)
        await kiosk.expect_waiting()
        return kiosk

    @property
    def says_they_come(self) -> Locator:
        """職員がまいります."""
        return self.page.get_by_text("職員がまいります")

    @property
    def asks_whether_to_go_on(self) -> Locator:
        """つづけますか."""
        return self.page.get_by_role("heading", name="つづけますか")

    async def call(self) -> None:
        """Touch 職員を呼ぶ."""
        await self.touch("職員を呼ぶ")

    async def begin(self) -> None:
        """Touch the waiting screen."""
        await self.touch("画面にさわってください")
        await expect(self.page.get_by_role("heading", name="どんなことがありましたか")).to_be_visible()

    async def touch(self, name: str) -> None:
        """Touch the button with these words."""
        await self.page.get_by_role("button", name=name).first.tap()

    async def choose(self, name: str) -> None:
        """Choose a text size or a colour."""
        await self.page.get_by_role("button", name=name, exact=True).tap()

    async def expect_waiting(self) -> None:
        """The screen waits for the next resident."""
        await expect(self.page.get_by_role("button", name="画面にさわってください")).to_be_visible()

    async def expect_offline(self) -> None:
        """The screen says that the line is cut."""
        await expect(self.page.get_by_text("通信が切れています").first).to_be_visible(timeout=15_000)

    @property
    def heading(self) -> Locator:
        """What the screen is about."""
        return self.page.locator("main h1")

    @property
    def names(self) -> Locator:
        """The people of the household, in order, each with the relation."""
        return self.page.locator(".person .name")

    async def reach_the_card(self, tile: str = "村の中で引っ越した") -> None:
        """Choose 転居, or another tile whose screen asks for a card."""
        await self.begin()
        await self.touch(tile)

    async def enter_pin(self, pin: str, *, heading: str = "暗証番号を入れてください") -> None:
        """Type the number on the pad of the screen with this heading, and send it."""
        await expect(self.heading).to_have_text(heading, timeout=_CARD_IS_READ)
        await expect(self.page.get_by_role("img", name="4けたのうち0けたを入力しました")).to_be_visible()
        await asyncio.sleep(_NOBODY_TYPES_SOONER)
        for digit in pin:
            await self.page.get_by_role("button", name=digit, exact=True).tap()
        await self.page.get_by_role("button", name="つぎへ").tap()

    async def expect_heading(self, text: str) -> None:
        """The screen with this heading appears, as soon as everything behind it has answered."""
        await expect(self.heading).to_have_text(text, timeout=_ALL_IS_ANSWERED)

    async def leave(self) -> None:
        """End the visit, whatever its screen; the card stays where it is."""
        end = self.page.get_by_role("button", name="終わる")
        if await end.count():
            await asyncio.sleep(_NOBODY_TAPS_TWICE)
            await end.first.tap()
        elif await self.page.get_by_role("button", name="中止", exact=True).count():
            await self.touch("中止")
            await self.touch("中止する")
