"""A 転居 and three codes while the line is cut: everything arrives once, in order, with its own time."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .case_desk import CaseDesk
from .console import Console
from .mover import Mover
from .panel import PanelPage
from .slip import PaperSlip, newest_name, newest_slip

pytestmark = pytest.mark.asyncio(loop_scope="session")

_NO_HOUSEHOLD = "ご家族の情報は窓口で確認します"
_LATER = 60_000
_WAITING = "6"  # the application and its ink, what became of the slip, three codes


@pytest_asyncio.fixture(loop_scope="session")
async def mover(village: Village, browser: Chromium) -> AsyncIterator[Mover]:
    """A resident who chose 転居 and is asked for a card."""
    mover = await Mover.arrive(village, browser)
    yield mover
    await mover.holder.leave()


async def test_a_move_and_three_codes_wait_for_the_line_and_arrive_once(
    village: Village, browser: Chromium, mover: Mover, clerk: Console
) -> None:
    panel = await PanelPage.open(village, browser)
    number, slip = await _move_while_cut(village, mover, panel)
    for code in slip.sections[:3]:
        await village.inputs.hand.scan(code)
        await expect(mover.kiosk.page.get_by_text("保存しました")).to_be_visible(timeout=3_000)
    await expect(panel.waiting).to_have_attribute("data-count", _WAITING, timeout=10_000)
    await panel.restore("counter")
    await expect(clerk.band).to_contain_text(number, timeout=15_000)
    desk = CaseDesk(clerk)
    await desk.open(number)
    await expect(desk.page.locator("#case")).to_contain_text("通信断中に受付")
    await expect(desk.ticks).not_to_have_count(0, timeout=5_000)
    await expect(desk.page.locator("#case")).to_contain_text("カード 有効", timeout=_LATER)
    await picture(desk.page, "case-after-the-cut")
    await desk.list()
    late = desk.page.locator("#cases tbody tr", has_text=number).filter(has_text="通信断中に受付")
    await expect(late).to_have_count(1)


@pytest.mark.more
async def test_a_card_that_turns_out_revoked_afterwards_alarms_and_is_held(
    village: Village, browser: Chromium, mover: Mover, clerk: Console
) -> None:
    panel = await PanelPage.open(village, browser)
    number, _ = await _move_while_cut(village, mover, panel)
    await _press(panel, "hanako", "revoke")
    try:
        await panel.restore("counter")
        await expect(clerk.band).to_contain_text(number, timeout=15_000)
        desk = CaseDesk(clerk)
        await desk.open(number)
        await expect(desk.page.locator("#case [role=alert]")).to_contain_text("失効（受付後に判明）", timeout=_LATER)
        await picture(desk.page, "case-revoked-afterwards")
    finally:
        await _press(panel, "hanako", "withdraw")


async def _move_while_cut(village: Village, mover: Mover, panel: PanelPage) -> tuple[str, PaperSlip]:
    before = await newest_name(village)
    await panel.cut("counter")
    await mover.kiosk.expect_offline()
    await mover.holder.prove("hanako")
    await mover.kiosk.expect_heading(_NO_HOUSEHOLD)
    await mover.touch("カードからお名前を読み取る")
    await mover.kiosk.enter_pin(mover.holder.card("hanako").profile_pin, heading="カードから読み取ります")
    await mover.kiosk.expect_heading("引っ越したのは、あなたを入れて何人ですか")
    await mover.touch("1人")
    await mover.to("板橋", "8120")
    await mover.on(mover.today)
    await mover.rest()
    await mover.sign()
    number = await mover.submit()
    await expect(mover.kiosk.page.get_by_text("自動で役場に届きます")).to_be_visible()
    await picture(mover.kiosk.page, "moving-done-offline")
    return number, await newest_slip(village, after=before)


async def _press(panel: PanelPage, card: str, action: str) -> None:
    """失効させる, or take it back, in the panel's list of certificates."""
    form = panel.page.locator(f"form[action='/certificates/{action}']", has=panel.page.locator(f"[value='{card}']"))
    await form.get_by_role("button").click()
    await expect(form).to_have_count(0)
