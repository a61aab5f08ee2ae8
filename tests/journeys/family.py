"""A resident after a death in the family, or after leaving a company, as the journeys speak of them."""

from __future__ import annotations

from datetime import date

from playwright.async_api import expect

from provisioning.sandbox.village import Village

from .browser import Chromium
from .card_holder import CardHolder
from .mover import REVIEW, Mover


class Relative(Mover):
    """Walks through what follows a death, or through what is only guided."""

    @classmethod
    async def at(cls, village: Village, browser: Chromium, tile: str) -> Relative:
        """Stand before the screen that asks for a card, with this life event chosen."""
        relative = cls(village, await CardHolder.arrive(village, browser, tile))
        relative.touches = 2
        return relative

    async def prove_here(self, key: str, heading: str) -> None:
        """Put a card down and type its number."""
        await self.holder.prove(key)
        self.touches += 1
        await self.kiosk.expect_heading(heading)

    async def choose(self, name: str) -> None:
        """The one it is about."""
        await self._touch(self.kiosk.page.get_by_role("checkbox", name=name))
        await self.next()

    async def day(self, heading: str, day: date) -> None:
        """The day that counts, in 令和."""
        await self.kiosk.expect_heading(heading)
        for part in (day.year - 2018, day.month, day.day):
            await self.type(f"{part:02d}")
        await self.next()

    async def guided(self, *, answer: str = "いいえ") -> None:
        """Telephone and questions, up to the list of procedures."""
        await self.kiosk.expect_heading("昼間につながる電話番号")
        await self.touch("電話番号はない")
        await self.answer_all(answer)

    async def check(self) -> None:
        """From the list of procedures to the check page."""
        await self.next()
        await self.kiosk.expect_heading(REVIEW)

    async def apply(self) -> str:
        """この内容で申し込む; the reception number."""
        await self.touch("この内容で申し込む")
        await self.kiosk.expect_heading("受け付けました")
        output = self.kiosk.page.locator("output")
        await expect(output).to_be_visible()
        return (await output.inner_text()).strip()
