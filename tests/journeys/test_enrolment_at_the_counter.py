"""A technician and an operator enrol a terminal that runs already: it makes its key, and works a moment later."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography import x509
from playwright.async_api import expect

from provisioning.sandbox.village import Village
from tests.edge_agent.tui.screen import opened

from .browser import Chromium
from .console import Console
from .newcomer import NAME, TERMINAL, Newcomer, code_for, confirmed, line_of, place_is_known

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.more]


async def test_a_terminal_that_waits_is_enrolled_from_its_own_keyboard(
    own_village: Village, browser: Chromium, tmp_path: Path
) -> None:
    village = own_village
    await place_is_known(village, tmp_path)
    operator = (await Console.open(village, browser, "unyo")).page
    clerk = await Console.open(village, browser, "madoguchi1")
    newcomer = Newcomer(village, tmp_path)
    await newcomer.program.start()
    try:
        code = await code_for(operator)
        async with opened(newcomer.socket) as screen:
            await screen.until("まだ役場に登録されていません。")
            await screen.press("e")
            await screen.until("二つとも書いて")
            await screen.press(*newcomer.where, "enter", *code, "enter")
            await screen.until("同じか見比べてください。")
            await confirmed(operator, _fingerprint(screen.text()))
            await newcomer.until_serving()
            await screen.until(f"〇 {TERMINAL} として登録しました。")
            await screen.press("escape")
            await screen.until(f"保守画面　{TERMINAL}　")
            await screen.press("3")
            await screen.until("〇 つながっている")
        await expect(operator.get_by_text("登録が終わりました")).to_be_visible(timeout=10_000)
        await expect(line_of(operator)).to_contain_text("正常", timeout=20_000)
        kiosk = await newcomer.kiosk(browser)
        await kiosk.call()
        await expect(clerk.band).to_contain_text(NAME, timeout=5_000)
        await clerk.acknowledge()
        await expect(kiosk.says_they_come).to_be_visible(timeout=5_000)
    finally:
        await newcomer.program.stop()
    _has_only_its_own_key(newcomer)


def _fingerprint(screen: str) -> str:
    """The line of hexadecimal digits in the frame of the screen."""
    groups = [[word for word in line.split() if len(word) == 4] for line in screen.splitlines()]
    return next(" ".join(line) for line in groups if len(line) == 8)


def _has_only_its_own_key(newcomer: Newcomer) -> None:
    key = newcomer.enrolled / "terminal.key"
    assert key.stat().st_mode & 0o777 == 0o600
    certificate = x509.load_pem_x509_certificate(newcomer.kept.read_bytes())
    assert certificate.subject.rfc4514_string() == f"CN={TERMINAL}"
