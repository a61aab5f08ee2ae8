"""Every screen can be read and touched by everybody: text sizes, both themes, both ways to hang the glass."""

from __future__ import annotations

import pytest
from playwright.async_api import ViewportSize

from provisioning.sandbox.village import Village

from .browser import CONSOLE_SIZE, Chromium, picture
from .console import Console
from .kiosk import Kiosk
from .panel import PanelPage
from .reading import sideways_overflow, small_targets, small_text, violations

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.more]

_GLASS: dict[str, ViewportSize] = {
    "landscape": {"width": 1280, "height": 800},
    "portrait": {"width": 800, "height": 1280},
}


@pytest.mark.parametrize("glass", _GLASS)
@pytest.mark.parametrize("text", ["標準", "大", "特大"])
@pytest.mark.parametrize("theme", ["ふつう", "白黒はんてん"])
async def test_the_kiosk_in_every_size_and_theme(
    village: Village, browser: Chromium, glass: str, text: str, theme: str
) -> None:
    kiosk = await Kiosk.open(village, browser, size=_GLASS[glass])
    await kiosk.begin()
    await kiosk.touch("文字の大きさ")
    await kiosk.choose(text)
    await kiosk.choose(theme)
    await _look_at(kiosk, f"look-{glass}-{text}-{theme}")
    await kiosk.touch("とじる")
    await _look_at(kiosk, f"events-{glass}-{text}-{theme}")
    await kiosk.touch("村の外へ引っ越す")
    await _look_at(kiosk, f"preparing-{glass}-{text}-{theme}")
    await kiosk.touch("中止")
    await _look_at(kiosk, f"quit-{glass}-{text}-{theme}")
    await kiosk.touch("中止する")
    await _look_at(kiosk, f"attract-{glass}-{text}-{theme}")


async def test_the_console_and_the_panel(village: Village, browser: Chromium, clerk: Console) -> None:
    assert await violations(clerk.page) == []
    panel = await PanelPage.open(village, browser)
    assert await violations(panel.page) == []
    for page in (clerk.page, panel.page):
        await page.set_viewport_size({"width": 1093, "height": 614})  # 125 %
        assert await sideways_overflow(page) <= 0
        await page.set_viewport_size(CONSOLE_SIZE)


async def _look_at(kiosk: Kiosk, name: str) -> None:
    await picture(kiosk.page, name)
    assert await violations(kiosk.page) == []
    assert await sideways_overflow(kiosk.page) <= 0
    assert await small_targets(kiosk.page, 64) == []
    assert await small_text(kiosk.page, 24) == []
