"""A name signed with the tablet's pen goes in with its pressure; the lamp is lit from the call to its answer."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from provisioning.sandbox.inputs.signatures import SIGNATURES, signature
from provisioning.sandbox.lamp.place import LampPlace, Seen
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .kiosk import Kiosk
from .mover import Mover
from .panel import PanelPage

pytestmark = pytest.mark.asyncio(loop_scope="session")

_HANAKO = "道志　花子"


async def until(lamp: LampPlace, seen: Seen) -> None:
    """Wait until the lamp says so."""
    async with asyncio.timeout(10):
        while lamp.seen is not seen:  # noqa: ASYNC110  a lamp knows no event
            await asyncio.sleep(0.05)


async def test_a_name_written_with_the_pen_appears_on_the_pad_and_is_handed_in(
    village: Village, browser: Chromium
) -> None:
    mover = await Mover.arrive(village, browser)
    await mover.reach_the_check_page("hanako", [_HANAKO])
    await mover.touch("確認してサインへ")
    await mover.kiosk.expect_heading("お名前を書いてください")
    panel = await PanelPage.open(village, browser)
    await panel.page.get_by_role("button", name=SIGNATURES[0], exact=True).click()
    strokes = mover.kiosk.page.locator("#strokes path")
    await expect(strokes).to_have_count(len(signature(SIGNATURES[0])), timeout=15_000)
    await picture(mover.kiosk.page, "signed-with-the-pen")
    await picture(panel.page, "panel-pen")
    assert await mover.submit()
    await mover.holder.leave()


async def test_the_lamp_is_lit_while_staff_are_called_also_after_its_plug_was_pulled(
    village: Village, kiosk: Kiosk
) -> None:
    lamp = LampPlace(village.plan.directory / "lamp")
    await until(lamp, Seen.DARK)
    await kiosk.call()
    await until(lamp, Seen.LIT)
    lamp.plug(is_in=False)
    await asyncio.sleep(2)
    lamp.plug(is_in=True)
    await until(lamp, Seen.LIT)
