"""A resident who leaves the village, comes to it, or changes the household, as the journeys speak of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from provisioning.sandbox.village import Village

from .browser import Chromium
from .card_holder import CardHolder
from .kiosk import Kiosk
from .mover import REVIEW, Mover

JAPAN = "日本の中"
_REIWA = 2018


class FartherMover(Mover):
    """Walks through the flows behind the other tiles of 引っ越し."""

    @classmethod
    async def begin(cls, village: Village, browser: Chromium, *tiles: str) -> FartherMover:
        """Touch these tiles; the screen then asks for a card."""
        kiosk = await Kiosk.open(village, browser)
        await kiosk.begin()
        mover = cls(village, CardHolder(village, kiosk))
        for tile in tiles:
            await mover.touch(tile)
        return mover

    async def choose(self, names: Sequence[str]) -> None:
        """Choose people of the household."""
        for name in names:
            await self._touch(self.kiosk.page.get_by_role("checkbox", name=name))
        await self.next()

    async def place(self, prefecture: str, municipality: str) -> None:
        """A 市区町村 of Japan."""
        await self._touch(self.kiosk.page.get_by_role("button", name=prefecture, exact=True))
        await self._touch(self.kiosk.page.get_by_role("button", name=municipality, exact=True))

    async def day(self, heading: str, day: date) -> None:
        """A day in 令和."""
        await self.kiosk.expect_heading(heading)
        for part in (day.year - _REIWA, day.month, day.day):
            await self.type(f"{part:02d}")
        await self.next()

    async def born(self, era: str, digits: str) -> None:
        """A day of birth."""
        await self.kiosk.expect_heading("生年月日")
        await self.kiosk.page.get_by_role("radio", name=era).tap()
        self.touches += 1
        await self.type(digits)
        await self.next()

    async def call_them(self, kana: str) -> None:
        """Touch the keys of the kana table; what is prefilled stays."""
        await self.type(kana)
        await self.next()

    async def bring(self, kana: str, born: str, relation: str, sex: str = "") -> None:
        """Somebody more of the family, born in 西暦; the 氏 is there already."""
        await self.touch("もう一人加える")
        await self.kiosk.expect_heading("一緒に来た方のお名前")
        await self.call_them(kana)
        await self.born("西暦", born)
        await self.touch(relation)
        if sex:
            await self.touch(sex)
        await self.kiosk.expect_heading("引っ越してきた方")

    async def end(self, *, answer: str = "いいえ") -> str:
        """From the telephone to the number."""
        await self.kiosk.expect_heading("昼間につながる電話番号")
        await self.touch("電話番号はない")
        await self.answer_all(answer)
        await self.next()
        await self.kiosk.expect_heading(REVIEW)
        await self.sign()
        return await self.submit()
