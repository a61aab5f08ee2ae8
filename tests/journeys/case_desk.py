"""A clerk with 申請一覧 and a case before them, and a hand scanner at their own PC."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.async_api import Locator, Page, expect

from .console import Console
from .scanner import scanned

_AT_ONCE = 2_000


class CaseDesk:
    """The pages of cases in one browser."""

    def __init__(self, console: Console) -> None:
        self.page: Page = console.page

    @property
    def ticks(self) -> Locator:
        """The marks of procedures that are done, on a case's page."""
        return self.page.locator("#case .state.ok", has_text=re.compile(r"\d+:\d\d"))

    @property
    def notice(self) -> Locator:
        """The newest sentence about what was done."""
        return self.page.locator("#notice .notice").first

    async def list(self) -> None:
        """申請一覧."""
        await self.page.goto(self._address("/cases"))
        await expect(self.page.get_by_role("heading", name="申請一覧", level=1)).to_be_visible()

    def row(self, number: str) -> Locator:
        """The line of the newest case with this number; numbers begin anew every day."""
        rows = self.page.locator("#cases tbody tr", has=self.page.get_by_role("link", name=number, exact=True))
        return rows.first

    async def open(self, number: str) -> None:
        """The page of a case, from the list."""
        await self.list()
        await self.row(number).get_by_role("link", name=number).click()
        await self.expect_case(number)

    async def expect_case(self, number: str) -> None:
        """The page of this case is open."""
        await expect(self.page.locator("#case h1")).to_contain_text(number, timeout=5_000)

    async def scan(self, text: str) -> None:
        """Hold a code before the scanner of this PC: it types like a keyboard, only faster."""
        await scanned(self.page, text)

    async def expect_notice(self, words: str) -> None:
        """The page says this."""
        await expect(self.notice).to_contain_text(words, timeout=5_000)

    async def expect_ticks(self, count: int) -> None:
        """So many procedures are done, without a reload."""
        await expect(self.ticks).to_have_count(count, timeout=_AT_ONCE)

    def _address(self, path: str) -> str:
        parts = urlsplit(self.page.url)
        return f"{parts.scheme}://{parts.netloc}{path}"
