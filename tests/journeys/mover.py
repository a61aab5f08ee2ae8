"""A resident who moves house inside the village, from the card to the number, as the journeys speak of them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from datetime import date

from playwright.async_api import FloatRect, Locator, expect

from protocol.village.opening import JAPAN
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .card_holder import CardHolder
from .kiosk import Kiosk

HOUSEHOLD = "この中で、引っ越すのはだれですか"
REVIEW = "内容を確認してください"
ACCEPTED = "受け付けました"
_GUIDE = re.compile("必要な手続き")
_MORE_THAN_ALL_QUESTIONS = 60
_REIWA = 2018
_NOBODY_READS_SOONER = 0.5


class Mover:
    """Walks through the flow of 転居 and counts the touches, without those on number pads."""

    def __init__(self, village: Village, holder: CardHolder) -> None:
        self.holder = holder
        self.touches = 0
        self._village = village
        self._touched: FloatRect | None = None

    @classmethod
    async def arrive(cls, village: Village, browser: Chromium) -> Mover:
        """Stand before the screen that asks for a card; two touches led there."""
        mover = cls(village, await CardHolder.arrive(village, browser))
        mover.touches = 2
        return mover

    @property
    def kiosk(self) -> Kiosk:
        """The resident's screen."""
        return self.holder.kiosk

    @property
    def today(self) -> date:
        """The day of the practice clock."""
        return self._village.clock.now().astimezone(JAPAN).date()

    async def prove(self, key: str) -> None:
        """Put a card down and type its number; つぎへ is a touch."""
        await self.holder.prove(key)
        self.touches += 1
        await self.kiosk.expect_heading(HOUSEHOLD)

    async def move(self, names: Sequence[str]) -> None:
        """Choose who moves."""
        for name in names:
            await self._touch(self.kiosk.page.get_by_role("checkbox", name=name))
        await self.next()

    async def to(self, town: str, lot: str) -> None:
        """The new home: a house of its own at a lot of a town."""
        await self.kiosk.expect_heading("新しい家は、どこですか")
        await self._touch(self.kiosk.page.get_by_role("button", name=town, exact=True))
        await self.kiosk.expect_heading("新しい家の番地を入れてください")
        await self.kiosk.page.get_by_role("button", name="すべて消す").tap()
        await self.type(lot)
        await self.next()
        await self.kiosk.expect_heading("アパートなどの名前")
        await self.touch("なし")

    async def on(self, day: date) -> None:
        """The day of the move, in 令和."""
        await self.kiosk.expect_heading("引っ越した日はいつですか")
        for part in (day.year - _REIWA, day.month, day.day):
            await self.type(f"{part:02d}")
        await self.next()

    async def rest(self, *, telephone: str = "09000001234", answer: str = "いいえ") -> None:
        """Everything after the day, up to the check page; every question gets the same answer."""
        await self.kiosk.expect_heading("新しい家での世帯は、どうなりますか")
        await self.touch("引っ越した人だけの世帯になる")
        await self.kiosk.expect_heading("昼間につながる電話番号")
        await self.type(telephone)
        await self.next()
        await self.answer_all(answer)
        await picture(self.kiosk.page, "moving-guide")
        await self.next()
        await self.kiosk.expect_heading(REVIEW)

    async def answer_all(self, answer: str) -> None:
        """Answer every question that is asked, until the procedures are shown."""
        for _ in range(_MORE_THAN_ALL_QUESTIONS):
            if _GUIDE.search(await self.kiosk.heading.inner_text()):
                return
            step = await self.kiosk.page.locator("#kiosk").get_attribute("data-step")
            await self._answer(answer)
            await expect(self.kiosk.page.locator("#kiosk")).not_to_have_attribute("data-step", step or "")
        raise AssertionError("the questions do not end")

    async def _answer(self, answer: str) -> None:
        page = self.kiosk.page
        plain = page.get_by_role("button", name=re.compile(f"^{answer}"))
        if await plain.count():
            await self._touch(plain)
        elif await page.get_by_role("checkbox").count():
            await self.next()
        else:
            await self._touch(page.get_by_role("button", name=re.compile("^わからない")))

    async def reach_the_check_page(self, key: str, names: Sequence[str], *, lot: str = "8120") -> None:
        """The whole way with a card."""
        await self.prove(key)
        await self.move(names)
        if "世帯主は、どなた" in await self.kiosk.heading.inner_text():
            await self._touch(self.kiosk.page.locator("main form button").first)
        await self.to("板橋", lot)
        await self.on(self.today)
        await self.rest()

    async def sign(self) -> None:
        """Write something like a name with a finger's width of ups and downs."""
        if await self.kiosk.heading.inner_text() == REVIEW:
            await self.touch("確認してサインへ")
        await self.kiosk.expect_heading("お名前を書いてください")
        box = await self.kiosk.page.locator("#signing .pad").bounding_box()
        assert box is not None
        mouse = self.kiosk.page.mouse
        for stroke in range(3):
            await mouse.move(box["x"] + 200 + 220 * stroke, box["y"] + 80)
            await mouse.down()
            for step in range(12):
                await mouse.move(box["x"] + 200 + 220 * stroke + 12 * step, box["y"] + 80 + 37 * step % 120)
            await mouse.up()

    async def submit(self) -> str:
        """これで申請する; the reception number."""
        await self.touch("これで申請する")
        await self.kiosk.expect_heading(ACCEPTED)
        return (await self.kiosk.page.locator("output").inner_text()).strip()

    async def hand_in(self, key: str, names: Sequence[str], *, lot: str = "8120") -> str:
        """A whole 転居 of these people; the reception number."""
        await self.reach_the_check_page(key, names, lot=lot)
        await self.sign()
        return await self.submit()

    async def finish(self) -> None:
        """Take the card and go."""
        await self.touch("終わる")
        await self.kiosk.expect_heading("カードをお取りください")
        await self.holder.take()

    async def next(self) -> None:
        """つぎへ."""
        await self.touch("つぎへ")

    async def touch(self, name: str) -> None:
        """Touch a button, and wait for what it brings."""
        await self._touch(self.kiosk.page.get_by_role("button", name=name).last)

    async def type(self, digits: str) -> None:
        """Touch the keys of the number pad."""
        for digit in digits:
            await self.kiosk.page.get_by_role("button", name=digit, exact=True).tap()

    async def _touch(self, button: Locator) -> None:
        screen = self.kiosk.page.locator("#kiosk")
        before = await screen.get_attribute("data-revision")
        self.touches += 1
        place = await button.bounding_box()
        if _overlap(place, self._touched):
            await asyncio.sleep(_NOBODY_READS_SOONER)
        self._touched = place
        await button.tap()
        await expect(screen).not_to_have_attribute("data-revision", before or "")
        await self.arrived()

    async def arrived(self) -> None:
        """Another screen, or another state of it, is shown."""


def _overlap(one: FloatRect | None, other: FloatRect | None) -> bool:
    if one is None or other is None:
        return False
    across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
    return across and one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]
