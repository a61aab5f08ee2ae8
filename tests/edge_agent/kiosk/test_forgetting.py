"""What went over a connection of the resident's page does not stay in memory as long as the connection could."""

from __future__ import annotations

import asyncio
import gc
import re

import aiohttp
import pytest
from aiohttp import web

from edge_agent.kiosk import server
from edge_agent.visit.state import Screen

from ..visit.moving import NEXT, at_no_household, touched
from .served import Served


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection at rest is closed soon."""
    assert server._KEPT_SECONDS <= 10
    monkeypatch.setattr(server, "_KEPT_SECONDS", 0.2)


def kept() -> list[str]:
    """The requests that are still in memory."""
    gc.collect()
    return [each.path for each in gc.get_objects() if isinstance(each, web.BaseRequest)]


async def test_a_form_with_a_name_goes_with_its_connection(kiosk: Served) -> None:
    headers = {"Origin": kiosk.origin, "HX-Request": "true"}
    async with aiohttp.ClientSession(headers=headers, cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        page = await (await browser.get(kiosk.start_url)).text()
        csrf = re.search(r'name="csrf" value="([^"]+)"', page)
        assert csrf is not None
        kiosk.show(touched(at_no_household(), NEXT))
        form = {"csrf": csrf[1], "revision": str(kiosk.visit.state.revision), "action": "set-name", "value": "ドウシ"}
        async with browser.post(f"{kiosk.origin}/act", data=form) as answer:
            assert answer.status == 200
        assert kiosk.visit.state.screen is Screen.MOVERS
        assert "/act" in kept()
        await asyncio.sleep(1.0)
        assert kept() == []
