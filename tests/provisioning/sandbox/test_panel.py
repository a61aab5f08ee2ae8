"""The panel of the counter, over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from provisioning.sandbox.clock import PracticeClock
from provisioning.sandbox.line import Line
from provisioning.sandbox.panel.calendar import Calendar
from provisioning.sandbox.panel.lines import Lines
from provisioning.sandbox.panel.server import Panel
from provisioning.sandbox.ports import Ports
from provisioning.sandbox.town_hall import opening_hours


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    ports = Ports.unused()
    async with Line("counter", port=ports.counter_line, target_port=ports.broker) as line:
        yield line


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[PracticeClock]:
    with PracticeClock(tmp_path / "clock") as clock:
        yield clock


@pytest.fixture
async def browser(line: Line, clock: PracticeClock) -> AsyncIterator[aiohttp.ClientSession]:
    async with (
        Panel((Lines((line,)), Calendar(clock, opening_hours())), port=Ports.unused().panel) as panel,
        aiohttp.ClientSession(panel.url) as session,
    ):
        yield session


async def test_the_button_pulls_the_cable_and_puts_it_back(browser: aiohttp.ClientSession, line: Line) -> None:
    pulled = await (await browser.post("/lines/cut", data={"line": "counter"})).text()
    assert "抜けています" in pulled
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", line.port)
    back = await (await browser.post("/lines/restore", data={"line": "counter"})).text()
    assert "つながっています" in back


async def test_the_clock_goes_ahead_only(browser: aiohttp.ClientSession, clock: PracticeClock) -> None:
    await browser.post("/calendar/forward", data={"step": "day"})
    assert clock.offset == timedelta(days=1)
    assert (await browser.post("/calendar/forward", data={"step": "back"})).status == 400
    assert clock.offset == timedelta(days=1)


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}])
async def test_another_site_cannot_press_the_buttons(
    browser: aiohttp.ClientSession, line: Line, headers: dict[str, str]
) -> None:
    answer = await browser.post("/lines/cut", data={"line": "counter"}, headers=headers)
    assert answer.status == 403
    assert not line.is_cut


async def test_buttons_that_do_not_exist_do_nothing(browser: aiohttp.ClientSession) -> None:
    assert (await browser.post("/lines/burn")).status == 404
    assert (await browser.post("/lines/cut", data={"line": "nowhere"})).status == 400


async def test_the_page_allows_nothing_but_its_own(browser: aiohttp.ClientSession) -> None:
    answer = await browser.get("/")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    page = await answer.text()
    assert "練習用です" in page
    assert "style=" not in page
