"""Every screen of a 転居 can be read and touched by everybody: text sizes, both themes, both ways to hang the glass."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import ViewportSize

from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .card_holder import CardHolder
from .kiosk import Kiosk
from .mover import Mover
from .reading import sideways_overflow, small_targets, small_text, violations

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.more]

_GLASS: dict[str, ViewportSize] = {
    "landscape": {"width": 1280, "height": 800},
    "portrait": {"width": 800, "height": 1280},
}
_ALL = {
    "remaining-head", "town", "lot", "building", "moved-on", "joining", "telephone", "question", "guide", "review",
    "sign", "done",
}  # fmt: skip
_HEAD_AND_WIFE = ("道志　太郎", "道志　花子")


class Reader(Mover):
    """A mover who looks at every screen once."""

    def __init__(self, village: Village, holder: CardHolder, look: str) -> None:
        super().__init__(village, holder)
        self.seen: set[str] = set()
        self._look = look

    def name_look(self, text: str, theme: str) -> None:
        """How the glass looks this time, for the names of pictures."""
        self._look = f"{self._look}-{text}-{theme}"

    async def arrived(self) -> None:
        page = self.kiosk.page
        screen = await page.locator("#kiosk").get_attribute("data-screen") or ""
        if screen in self.seen:
            return
        self.seen.add(screen)
        await picture(page, f"move-{screen}-{self._look}")
        assert await violations(page) == [], screen
        assert await sideways_overflow(page) <= 0, screen
        assert await small_targets(page, 64) == [], screen
        assert await small_text(page, 24) == [], screen


@pytest_asyncio.fixture(loop_scope="session", params=_GLASS)
async def reader(request: pytest.FixtureRequest, village: Village, browser: Chromium) -> AsyncIterator[Reader]:
    """A resident before the screen that asks for a card, on a glass that hangs one way."""
    kiosk = await Kiosk.open(village, browser, size=_GLASS[request.param])
    await kiosk.begin()
    holder = CardHolder(village, kiosk)
    yield Reader(village, holder, request.param)
    await holder.leave()


@pytest.mark.parametrize("text", ["標準", "大", "特大"])
@pytest.mark.parametrize("theme", ["ふつう", "白黒はんてん"])
async def test_a_move_in_every_size_and_theme(reader: Reader, text: str, theme: str) -> None:
    reader.name_look(text, theme)
    kiosk = reader.kiosk
    await kiosk.touch("文字の大きさ")
    await kiosk.choose(text)
    await kiosk.choose(theme)
    await kiosk.touch("とじる")
    await kiosk.touch("村の中で引っ越した")
    await reader.reach_the_check_page("taro", _HEAD_AND_WIFE)
    await reader.sign()
    await reader.submit()
    assert reader.seen >= _ALL
