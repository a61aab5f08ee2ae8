"""A block that is set in 住基 and comes only as a difference extract stops at the counter within ten minutes."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import asyncpg
import pytest
import pytest_asyncio
from playwright.async_api import expect

from protocol.village.opening import JAPAN
from provisioning.sandbox.juki.faults import Fault
from provisioning.sandbox.juki.way import JukiWay
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .card_holder import CardHolder
from .conftest import village_of

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.more]

_HOUSEHOLD = "この中で、引っ越すのはだれですか"
_NO_HOUSEHOLD = "ご家族の情報は窓口で確認します"
_PROMISED = timedelta(minutes=10)
_TAKEN_WITHIN = 75.0


@dataclass(frozen=True)
class Register:
    """What central has of 住基: how many full extracts it took, and how many blocks it holds."""

    full: int
    blocks: int


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def by_files() -> AsyncIterator[Village]:
    """A village whose 住基 writes extracts and answers no questions; the first one is in the register."""
    async with village_of("logs-by-files", juki=JukiWay.FILES_CP932) as village:
        await _once_taken(village, Register(full=0, blocks=0))
        yield village


@pytest_asyncio.fixture(loop_scope="session")
async def holder(by_files: Village, browser: Chromium) -> AsyncIterator[CardHolder]:
    """A resident who chose 転居 and is asked for a card."""
    holder = await CardHolder.arrive(by_files, browser)
    yield holder
    await holder.leave()
    await by_files.registries.juki_hand.misbehave(Fault.NONE)


async def test_a_block_set_in_the_register_is_in_effect_at_the_counter_within_ten_minutes(
    by_files: Village, browser: Chromium, holder: CardHolder
) -> None:
    await holder.prove("hanako")
    await holder.see(_HOUSEHOLD, "files-before-the-block")
    await holder.next_visit()
    before = await _register(by_files)
    began, set_at = time.monotonic(), by_files.clock.now()
    await _block_a_relative_of_hanako(by_files, browser)

    await holder.prove("mayumi")
    await holder.see(_NO_HOUSEHOLD, "files-protected-before")
    protected = await _screen(holder)
    await holder.next_visit()
    assert await _once_taken(by_files, before) == Register(before.full, before.blocks + 1)
    await holder.prove("hanako")
    await holder.see(_NO_HOUSEHOLD, "files-after-the-block")
    assert await _screen(holder) == protected
    assert time.monotonic() - began < _PROMISED.total_seconds()
    assert by_files.clock.now() - set_at < _PROMISED


async def test_when_no_extract_comes_for_ten_minutes_no_household_is_shown(
    by_files: Village, holder: CardHolder
) -> None:
    await holder.prove("tome")
    await holder.kiosk.expect_heading(_HOUSEHOLD)
    await holder.next_visit()
    await by_files.registries.juki_hand.misbehave(Fault.DOWN)
    assert by_files.clock.now().astimezone(JAPAN).hour < 23
    by_files.clock.forward(_PROMISED + timedelta(seconds=1))
    await holder.prove("tome")
    await holder.see(_NO_HOUSEHOLD, "files-silent-for-ten-minutes")


async def _block_a_relative_of_hanako(village: Village, browser: Chromium) -> None:
    """As a clerk of 住基 does: 支援措置 for 大輝, who lives with 花子."""
    clerk = await browser.person()
    await clerk.goto(village.registries.juki_page_url)
    line = clerk.locator("tr", has=clerk.get_by_role("rowheader", name="道志　大輝", exact=True))
    await line.locator("summary").click()
    form = line.locator("form[action='/block']")
    await form.locator("[name=kind]").select_option("protection")
    await form.get_by_role("button").click()
    await expect(line.locator(".state.stop")).to_contain_text("支援措置")
    await picture(clerk, "juki-block")
    await clerk.close()


async def _once_taken(village: Village, before: Register) -> Register:
    """Central's register, once it is another one: central looks into the folder every minute of the real time."""
    async with asyncio.timeout(_TAKEN_WITHIN):
        while True:
            register = await _register(village)
            if register.full > before.full or register.blocks > before.blocks:
                return register
            await asyncio.sleep(0.2)


async def _register(village: Village) -> Register:
    """Read from central's database, because central tells nobody which extract brought a block."""
    connection = await asyncpg.connect(village.database.url)
    try:
        full = "SELECT count(*) FROM residents_extract WHERE outcome = 'taken' AND stem LIKE 'full-%'"
        blocks = "SELECT count(*) FROM residents_register_block"
        return Register(await connection.fetchval(full), await connection.fetchval(blocks))
    finally:
        await connection.close()


async def _screen(holder: CardHolder) -> str:
    """The screen without the number of its revision."""
    html = await holder.kiosk.page.locator("main").inner_html()
    return re.sub(r'name="revision" value="\d+"', "", html)
