"""One Chromium per worker: every test gets a connection to it, and what it opens there is closed with it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

_COMMAND = (
    "/usr/bin/chromium",
    "--headless=new",
    "--remote-debugging-port=0",
    "--disable-back-forward-cache",
    "--autoplay-policy=no-user-gesture-required",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-features=PaintHolding,RenderDocument,Translate,MediaRouter",
    "--disable-hang-monitor",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)
_START_SECONDS = 30.0


@pytest.fixture(scope="session")
def chromium_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the worker's Chromium listens, allowed to make sounds as a managed office computer is."""
    profile = tmp_path_factory.mktemp("chromium")
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    command = (*_COMMAND, *sandbox, f"--user-data-dir={profile}")
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            yield f"http://127.0.0.1:{_port(profile / 'DevToolsActivePort')}"
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
async def chromium(chromium_endpoint: str) -> AsyncIterator[Browser]:
    """The worker's Chromium for one test."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium_endpoint)
        yield browser
        for context in tuple(browser.contexts):
            for page in tuple(context.pages):
                await page.close()
        await browser.close()


def _port(file: Path) -> int:
    deadline = time.monotonic() + _START_SECONDS
    while not (file.is_file() and file.read_text(encoding="ascii").count("\n")):
        assert time.monotonic() < deadline, "Chromium does not start"
        time.sleep(0.05)
    return int(file.read_text(encoding="ascii").split()[0])
