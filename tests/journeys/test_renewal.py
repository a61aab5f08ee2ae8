"""A certificate that comes to its end is renewed by the terminal itself, over the line that it has."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from playwright.async_api import expect

from edge_agent.link.broker_probe import Stop
from provisioning.sandbox.village import Village

from .browser import Chromium
from .console import Console
from .newcomer import NAME, TERMINAL, Newcomer, copied, enrolled_by_command, line_of, place_is_known

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.more]

TWO_THIRDS_OF_ITS_LIFE = timedelta(days=487)


def said(newcomer: Newcomer, event: str) -> int:
    """How often its log names an event."""
    lines = newcomer.log.read_text(encoding="utf-8").splitlines()
    return sum(json.loads(line)["event"] == event for line in lines if line.startswith("{"))


async def until_renewed(newcomer: Newcomer, serial: int) -> None:
    """Wait until another certificate lies there."""
    async with asyncio.timeout(45):
        while newcomer.serial(newcomer.kept) == serial:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def revoke(village: Village, newcomer: Newcomer, serial: int) -> None:
    """The broker believes one certificate no more, as if its end had come."""
    database = await asyncpg.connect(village.database.url)
    try:
        await database.execute("UPDATE terminals_certificate SET revoked_at = now() WHERE serial = $1", f"{serial:x}")
    finally:
        await database.close()
    async with asyncio.timeout(15):
        while not newcomer.is_revoked(serial):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def until_refused(newcomer: Newcomer, certificate: Path) -> None:
    """Wait until the broker has read its list."""
    async with asyncio.timeout(10):
        while await newcomer.reaches_broker(certificate) is not Stop.OWN_CERTIFICATE:  # noqa: ASYNC110
            await asyncio.sleep(0.2)


async def test_a_terminal_renews_its_certificate_and_comes_back_with_the_new_one(
    own_village: Village, browser: Chromium, tmp_path: Path
) -> None:
    village = own_village
    await place_is_known(village, tmp_path)
    newcomer = Newcomer(village, tmp_path)
    operator = (await Console.open(village, browser, "unyo")).page
    await enrolled_by_command(newcomer, operator)
    village.clock.forward(TWO_THIRDS_OF_ITS_LIFE)
    await newcomer.program.start()
    try:
        await newcomer.until_serving()
        old = newcomer.serial(newcomer.kept)
        before, key = copied(newcomer.kept, "before.crt"), (newcomer.enrolled / "terminal.key").read_bytes()
        await until_renewed(newcomer, old)
        assert said(newcomer, "certificate-renewed") == 1
        assert (said(newcomer, "session.connected"), said(newcomer, "session.cut")) == (1, 0)
        assert (newcomer.enrolled / "terminal.key").read_bytes() == key

        await revoke(village, newcomer, old)
        await until_refused(newcomer, before)
        await village.broker.program.stop()
        await village.broker.program.start()
        operator = (await Console.open(village, browser, "unyo")).page
        await operator.get_by_role("link", name="端末", exact=True).click()
        await expect(line_of(operator, TERMINAL)).to_contain_text("正常", timeout=30_000)
        clerk = await Console.open(village, browser, "madoguchi1")
        await (await newcomer.kiosk(browser)).call()
        await expect(clerk.band).to_contain_text(NAME, timeout=15_000)
        assert await newcomer.reaches_broker(before) is Stop.OWN_CERTIFICATE
    finally:
        await newcomer.program.stop()
