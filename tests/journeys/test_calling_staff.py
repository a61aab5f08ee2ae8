"""「職員を呼ぶ」 travels from the counter to the staff, with the line up and with the line cut."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .console import Console
from .kiosk import Kiosk
from .panel import PanelPage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_call_rings_for_everybody_until_one_person_says_they_come(
    kiosk: Kiosk, clerk: Console, colleague: Console
) -> None:
    await kiosk.call()
    for person in (clerk, colleague):
        await expect(person.band).to_be_visible(timeout=2_000)
        await person.expect_flashing()
        await person.expect_chime()
    await picture(kiosk.page, "kiosk-called")
    await picture(clerk.page, "console-ringing")

    await colleague.acknowledge()
    for person in (clerk, colleague):
        await person.expect_silence()
    await expect(kiosk.says_they_come).to_be_visible(timeout=2_000)
    await expect(clerk.calls.first).to_contain_text("水越 たける")
    await picture(kiosk.page, "kiosk-they-come")
    await picture(clerk.page, "console-acknowledged")


async def test_a_call_while_the_line_is_cut_waits_and_arrives_once_with_its_own_time(
    village: Village, browser: Chromium, kiosk: Kiosk, clerk: Console
) -> None:
    panel = await PanelPage.open(village, browser)
    before = await clerk.calls.count()
    await panel.cut("counter")
    await expect(clerk.terminals).to_contain_text("通信断", timeout=30_000)
    await kiosk.expect_offline()

    await kiosk.call()
    called_at = village.clock.now()
    await expect(panel.waiting).to_have_attribute("data-count", "1")
    await picture(kiosk.page, "kiosk-called-offline")
    await picture(panel.page, "panel-waiting")
    await picture(clerk.page, "console-line-cut")
    assert await clerk.calls.count() == before

    await asyncio.sleep(1)
    await panel.restore("counter")
    await expect(clerk.calls).to_have_count(before + 1, timeout=15_000)
    await expect(clerk.calls.first).to_contain_text("通信断中に受付")
    await expect(clerk.calls.first).to_contain_text(clerk.clock_time(called_at))
    await expect(panel.waiting).to_have_attribute("data-count", "0")
    await expect(clerk.terminals).to_contain_text("正常")
    await picture(clerk.page, "console-arrived-late")
    await clerk.acknowledge()
    await expect(kiosk.says_they_come).to_be_visible(timeout=2_000)


async def test_the_panel_opens_the_kiosk_as_often_as_one_likes(village: Village, browser: Chromium) -> None:
    panel = await PanelPage.open(village, browser)
    for _ in range(2):
        kiosk = Kiosk(await panel.follow("住民の画面"))
        await kiosk.expect_waiting()
        await kiosk.page.close()
        await panel.page.reload()


async def test_when_the_data_centre_loses_the_line_the_counter_is_unknown_not_cut(
    village: Village, clerk: Console
) -> None:
    await expect(clerk.terminals).to_contain_text("正常", timeout=15_000)
    await village.centre_line.cut()
    await expect(clerk.terminals).to_contain_text("不明", timeout=30_000)
    await village.centre_line.restore()
    await expect(clerk.terminals).to_contain_text("正常", timeout=15_000)
