"""A second terminal comes to the 出張所 by settings and a code only, works, and is out within a minute when retired."""

from __future__ import annotations

import asyncio
import sys
import time
from asyncio.subprocess import PIPE, STDOUT, create_subprocess_exec
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from provisioning.sandbox.ports import Ports
from provisioning.sandbox.program import Program, answers_on, python
from provisioning.sandbox.settings_files import AGENT_ENVIRONMENT
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .console import Console
from .kiosk import Kiosk

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.more]

BRANCH = """
terminals = []
[[places]]
id = "shutcho"
name = "出張所"
opening = { mon = [["00:00", "23:59"]], tue = [["00:00", "23:59"]], wed = [["00:00", "23:59"]] }
"""
SETTINGS = """
profile = "practice"
enrolled = "enrolled"
[outbox]
file = "outbox.db"
[kiosk]
port = {kiosk}
token_file = "kiosk.token"
village = "道志村"
[kiosk.opening]
mon = [["00:00", "23:59"]]
tue = [["00:00", "23:59"]]
wed = [["00:00", "23:59"]]
thu = [["00:00", "23:59"]]
fri = [["00:00", "23:59"]]
sat = [["00:00", "23:59"]]
sun = [["00:00", "23:59"]]
[local_api]
socket = "{socket}"
"""


async def _place(village: Village, folder: Path) -> None:
    """The site file with the 出張所 is loaded, as an operator would."""
    file = folder / "branch.toml"
    file.write_text(BRANCH, encoding="utf-8")
    settings = village.plan.directory.resolve() / "central.toml"
    command = ("-m", "central", "load", "--settings", str(settings), "--site", str(file))
    running = await create_subprocess_exec(sys.executable, *command, stdout=PIPE, stderr=STDOUT)
    said, _ = await running.communicate()
    assert (running.returncode, said) == (0, b"")


async def _code(operator: Page) -> str:
    await operator.get_by_role("link", name="端末", exact=True).click()
    await operator.get_by_role("link", name="端末を登録する").click()
    await operator.get_by_label("場所").select_option(label="出張所")
    await operator.get_by_label("端末番号").fill("2")
    await operator.get_by_label("名前").fill("出張所1番窓口")
    await operator.get_by_role("button", name="コードを出す").click()
    await expect(operator.get_by_text("端末からの申し込みを待っています")).to_be_visible(timeout=15_000)
    await picture(operator, "console-enrolment-code")
    return await operator.locator("#code").inner_text()


async def _enrolled(operator: Page, code: str, where: str, folder: Path) -> None:
    """On the terminal: one command; at the console: a look and one button."""
    command = ("-m", "provisioning.enrol", "--central", where, "--code", code, "--folder", str(folder))
    device = await create_subprocess_exec(sys.executable, *command, stdout=PIPE, stderr=STDOUT)
    assert device.stdout is not None
    shown = (await device.stdout.readline()).decode().strip()
    await expect(operator.locator(".enrolment-fingerprint")).to_have_text(shown, timeout=10_000)
    await picture(operator, "console-enrolment-compare")
    await operator.get_by_role("button", name="同じです").click()
    async with asyncio.timeout(20):
        said = (await device.stdout.read()).decode()
    assert (await device.wait(), said) == (0, "counter-2\n")
    await expect(operator.get_by_text("登録が終わりました")).to_be_visible(timeout=10_000)


def _agent(village: Village, folder: Path, port: int) -> Program:
    settings = folder / "agent.toml"
    socket = village.agent_socket.with_name("second.sock")
    settings.write_text(SETTINGS.format(kiosk=port, socket=socket), encoding="utf-8")
    clock, lamp = village.plan.directory.resolve() / "clock", folder / "lamp"
    return Program(
        "second agent",
        python("provisioning.sandbox.run_agent", str(settings), str(clock), str(lamp)),
        log=village.log_of("second-agent"),
        ready=answers_on(port),
        environment={**AGENT_ENVIRONMENT, **village.cards.environment},
    )


async def test_a_second_terminal_by_settings_and_a_code_only(
    own_village: Village, browser: Chromium, tmp_path: Path
) -> None:
    village = own_village
    await _place(village, tmp_path)
    operator = (await Console.open(village, browser, "unyo")).page
    clerk = await Console.open(village, browser, "madoguchi1")
    where = f"127.0.0.1:{village.plan.ports.enrolment}"
    await _enrolled(operator, await _code(operator), where, tmp_path / "enrolled")

    port = Ports.unused().kiosk
    agent = _agent(village, tmp_path, port)
    await agent.start()
    try:
        line = operator.locator("#terminals tbody tr").filter(has_text="counter-2")
        await expect(line).to_contain_text("正常", timeout=20_000)
        await picture(operator, "console-terminals")
        page = await browser.person(touch=True)
        token = (tmp_path / "kiosk.token").read_text(encoding="ascii")
        await page.goto(f"http://127.0.0.1:{port}/start?token={token}")
        await Kiosk(page).call()
        await expect(clerk.band).to_contain_text("出張所1番窓口", timeout=5_000)
        await clerk.acknowledge()
        await expect(Kiosk(page).says_they_come).to_be_visible(timeout=5_000)

        began = time.monotonic()
        await line.get_by_role("link", name="止める").click()
        await operator.get_by_label("理由").fill("訓練のため")
        await operator.get_by_role("button", name="止める").click()
        await expect(operator.get_by_text("端末を止めました")).to_be_visible()
        await expect(line).to_contain_text("接続も切れています", timeout=60_000)
        assert time.monotonic() - began < 60
        await picture(operator, "console-terminal-retired")
        first = operator.locator("#terminals tbody tr").filter(has_text="counter-1")
        await expect(first).to_contain_text("正常")
    finally:
        await agent.stop()
