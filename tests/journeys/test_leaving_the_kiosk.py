"""A resident who goes away leaves nothing on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .conftest import village_of
from .kiosk import Kiosk

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def impatient_village() -> AsyncIterator[Village]:
    """A village whose kiosk asks after two seconds and waits two more."""
    async with village_of("logs-impatient", {"kiosk": {"idle_seconds": 2.0, "answer_seconds": 2.0}}) as village:
        yield village


async def test_a_silent_screen_asks_and_then_forgets(impatient_village: Village, browser: Chromium) -> None:
    kiosk = await Kiosk.open(impatient_village, browser)
    await kiosk.begin()
    await kiosk.touch("村の中で引っ越した")
    await expect(kiosk.asks_whether_to_go_on).to_be_visible(timeout=4_000)
    await picture(kiosk.page, "kiosk-still-there")
    await kiosk.touch("つづける")
    await expect(kiosk.asks_whether_to_go_on).to_be_hidden()
    await kiosk.expect_heading("マイナンバーカードを置いてください")

    await expect(kiosk.asks_whether_to_go_on).to_be_visible(timeout=4_000)
    await kiosk.expect_waiting()
    await expect(kiosk.heading).not_to_have_text("マイナンバーカードを置いてください")
