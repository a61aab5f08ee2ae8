"""The hand on 住基, and the panel's section that holds it."""

from __future__ import annotations

from pathlib import Path

import aiohttp

from provisioning.sandbox.juki.faults import Fault
from provisioning.sandbox.juki.hand import JukiHand
from provisioning.sandbox.panel.juki import Juki
from provisioning.sandbox.panel.server import Panel
from provisioning.sandbox.ports import Ports
from tests.central.clock import TestClock

from .village import juki_settings, make_site, running_juki


async def test_the_panel_lets_the_register_fail_and_work_again(tmp_path: Path) -> None:
    settings = juki_settings(make_site(tmp_path / "site", TestClock()), tmp_path / "juki")
    page_url = f"http://127.0.0.1:{settings.page_port}/"
    hand = JukiHand(page_url)
    async with (
        Panel((Juki(hand, page_url),), port=Ports.unused().panel) as panel,
        aiohttp.ClientSession(panel.url) as page,
    ):
        assert "住基が動いていません。" in await (await page.get("/")).text()
        async with running_juki(settings, TestClock()):
            assert "止まっています" in await (await page.post("/juki/behave", data={"fault": "down"})).text()
            assert await hand.fault() is Fault.DOWN
            assert (await page.post("/juki/behave", data={"fault": "fire"})).status == 400
            assert "✓ 動いています" in await (await page.post("/juki/behave", data={"fault": "none"})).text()
            assert await hand.fault() is Fault.NONE
