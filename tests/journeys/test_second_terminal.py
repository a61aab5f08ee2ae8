"""A second terminal comes to the 出張所 by settings and a code only, works, and is out within a minute when retired."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.async_api import expect

from edge_agent.link.broker_probe import Stop
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .console import Console
from .newcomer import NAME, Newcomer, enrolled_by_command, line_of, place_is_known, retired

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.more]


async def test_a_second_terminal_by_settings_and_a_code_only(
    own_village: Village, browser: Chromium, tmp_path: Path
) -> None:
    village = own_village
    await place_is_known(village, tmp_path)
    operator = (await Console.open(village, browser, "unyo")).page
    clerk = await Console.open(village, browser, "madoguchi1")
    newcomer = Newcomer(village, tmp_path)
    await enrolled_by_command(newcomer, operator)
    await newcomer.program.start()
    try:
        await expect(line_of(operator)).to_contain_text("正常", timeout=20_000)
        await picture(operator, "console-terminals")
        kiosk = await newcomer.kiosk(browser)
        await kiosk.call()
        await expect(clerk.band).to_contain_text(NAME, timeout=5_000)
        await clerk.acknowledge()
        await expect(kiosk.says_they_come).to_be_visible(timeout=5_000)
        serial = newcomer.serial(newcomer.kept)
        assert isinstance(await newcomer.reaches_broker(newcomer.kept), int)
        assert not newcomer.is_revoked(serial)

        began = time.monotonic()
        await retired(operator)
        assert newcomer.is_revoked(serial)
        assert await newcomer.reaches_broker(newcomer.kept) is Stop.OWN_CERTIFICATE
        assert time.monotonic() - began < 60
        await picture(operator, "console-terminal-retired")
        await expect(line_of(operator, "counter-1")).to_contain_text("正常")
    finally:
        await newcomer.program.stop()
