"""転居 without something: without 住基, without a reader and a printer; the number is given all the same."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from provisioning.sandbox.juki.faults import Fault
from provisioning.sandbox.receipt.condition import Condition
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .case_desk import CaseDesk
from .console import Console
from .mover import Mover
from .stream import until_rules_are_kept

pytestmark = pytest.mark.asyncio(loop_scope="session")

_NO_HOUSEHOLD = "ご家族の情報は窓口で確認します"


@pytest_asyncio.fixture(loop_scope="session")
async def mover(village: Village, browser: Chromium) -> AsyncIterator[Mover]:
    """A resident who chose 転居 and is asked for a card."""
    mover = await Mover.arrive(village, browser)
    yield mover
    await mover.holder.leave()


@pytest.mark.more
@pytest.mark.parametrize("fault", [Fault.DOWN, pytest.param(Fault.SLOW, marks=pytest.mark.more)])
async def test_while_central_learns_nothing_from_the_register_the_move_becomes_a_case_to_be_looked_at(
    village: Village, mover: Mover, clerk: Console, fault: Fault
) -> None:
    await village.registries.juki_hand.misbehave(fault)
    await mover.holder.prove("hanako")
    await mover.kiosk.expect_heading(_NO_HOUSEHOLD)
    await mover.touch("カードからお名前を読み取る")
    await mover.kiosk.enter_pin(mover.holder.card("hanako").profile_pin, heading="カードから読み取ります")
    number = await _move_alone(mover)
    await expect(clerk.band).to_contain_text(number, timeout=5_000)
    desk = CaseDesk(clerk)
    await desk.open(number)
    await expect(desk.page.locator("#case")).to_contain_text("失効確認待ち")
    await expect(desk.page.locator("#case")).to_contain_text("道志　花子")
    await picture(desk.page, f"case-register-{fault}")


async def test_a_terminal_that_starts_without_reader_and_printer_takes_a_move_in(
    own_village: Village, browser: Chromium
) -> None:
    await until_rules_are_kept(own_village)
    await own_village.agent.stop()
    await own_village.receipt.hand.become(Condition(is_unplugged=True))
    await own_village.cards.pcscd.stop()
    await own_village.agent.start()
    mover = await Mover.arrive(own_village, browser)
    await mover.kiosk.expect_heading("カードを読み取る機械が使えません")
    await picture(mover.kiosk.page, "moving-without-reader")
    await mover.touch("カードがないとき")
    await mover.touch("このまま進む")
    await mover.kiosk.expect_heading(_NO_HOUSEHOLD)
    await mover.next()
    await mover.type("トウシハナコ")
    await mover.next()
    number = await _move_alone(mover)
    await expect(mover.kiosk.page.get_by_text("番号を書きとめてください")).to_be_visible(timeout=20_000)
    await expect(mover.kiosk.page.locator("output")).to_have_text(number)
    await picture(mover.kiosk.page, "moving-without-printer")
    desk = CaseDesk(await Console.open(own_village, browser, "madoguchi1"))
    await desk.open(number)
    await expect(desk.page.locator("#case")).to_contain_text("本人確認 未")
    await picture(desk.page, "case-without-card")


async def _move_alone(mover: Mover) -> str:
    """From the question how many move to the reception number, by one person."""
    await mover.kiosk.expect_heading("引っ越したのは、あなたを入れて何人ですか")
    await mover.touch("1人")
    await mover.to("板橋", "8120")
    await mover.on(mover.today)
    await mover.rest()
    await mover.sign()
    return await mover.submit()
