"""A code held before the reader: the kiosk says what became of it, also with the line cut and after a pulled plug."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from edge_agent.local_api.api import CodeAnswered
from edge_agent.local_api.client import Client
from protocol.codes import CodeKind, new_code
from protocol.devices import DeviceKind, DeviceState
from provisioning.sandbox.inputs.requests import Outcome
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .kiosk import Kiosk
from .panel import PanelPage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def until(client: Client, state: DeviceState) -> None:
    """Wait until the code reader stands so."""
    async with asyncio.timeout(10):
        while True:
            status = await client.status()
            devices = status.devices if status is not None else ()
            if any(each.kind is DeviceKind.CODE_READER and each.state is state for each in devices):
                return
            await asyncio.sleep(0.05)


async def test_a_slips_code_is_answered_on_the_kiosk_and_a_foreign_one_too(
    village: Village, browser: Chromium, kiosk: Kiosk
) -> None:
    panel = await PanelPage.open(village, browser)
    await panel.page.locator("#codes-text").fill(new_code(CodeKind.SECTION).text)
    await panel.page.get_by_role("button", name="読み取る").click()
    await expect(kiosk.page.get_by_text("読み取りました。")).to_be_visible()
    await picture(kiosk.page, "scan-sent")
    await picture(panel.page, "panel-codes")
    assert await village.inputs.hand.scan("4901234567894") is Outcome.DONE
    await expect(kiosk.page.get_by_text("このコードは、ここでは使えません。")).to_be_visible()
    await expect(kiosk.page.get_by_text("このコードは、ここでは使えません。")).to_be_hidden(timeout=12_000)


async def test_with_the_line_cut_a_code_is_saved(village: Village, kiosk: Kiosk) -> None:
    await village.counter_line.cut()
    await expect(kiosk.page.get_by_text("通信が切れています。").first).to_be_visible(timeout=20_000)
    await village.inputs.hand.scan(new_code(CodeKind.SECTION).text)
    await expect(kiosk.page.get_by_text("保存しました。")).to_be_visible()


async def test_a_reader_pulled_out_and_plugged_in_again_reads_on_and_can_be_tested(
    village: Village, kiosk: Kiosk
) -> None:
    async with Client(village.agent_socket) as client:
        await village.inputs.hand.pull_out()
        await until(client, DeviceState.ABSENT)
        await village.inputs.hand.plug_in()
        await until(client, DeviceState.IDLE)
        testing = asyncio.create_task(client.self_test("code-reader"))
        await asyncio.sleep(0.5)
        await village.inputs.hand.scan("4901234567894")
        assert await testing == CodeAnswered(13, is_slips=False)
        await expect(kiosk.page.get_by_text("このコードは、ここでは使えません。")).to_be_hidden()
