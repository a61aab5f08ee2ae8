"""A real Chromium for the journeys: an ordinary user's, sandboxed, and allowed to speak to this machine only."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright

from provisioning.sandbox import practice_user

LAUNCHER = Path(__file__).parent / "chromium.sh"
OUT = Path(__file__).parent / "out"
KIOSK_SIZE: ViewportSize = {"width": 1280, "height": 800}
CONSOLE_SIZE: ViewportSize = {"width": 1366, "height": 768}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Chromium:
    """One browser for many people; every person gets a context, so a session, of their own."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.strangers: list[str] = []

    async def person(self, *, size: ViewportSize = CONSOLE_SIZE, touch: bool = False) -> Page:
        """A new person's empty page."""
        context = await self._browser.new_context(
            viewport=size, has_touch=touch, locale="ja-JP", timezone_id="Asia/Tokyo"
        )
        context.set_default_timeout(10_000)
        context.on("request", lambda request: self._note(request.url))
        return await context.new_page()

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in _LOOPBACK:
            self.strangers.append(url)

    async def leave(self) -> None:
        """Everybody closes their pages."""
        for context in tuple(self._browser.contexts):
            await _close(context)


@asynccontextmanager
async def chromium() -> AsyncIterator[Chromium]:
    """Chromium while the block runs. As root it runs as the practice user and keeps its own sandbox."""
    practice_user.ensure()
    user = practice_user.NAME if os.geteuid() == 0 else ""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=LAUNCHER, chromium_sandbox=True, env={**os.environ, "JOURNEY_USER": user}
        )
        try:
            yield Chromium(browser)
        finally:
            await browser.close()


async def _close(context: BrowserContext) -> None:
    await context.close()


async def picture(page: Page, name: str) -> None:
    """Keep a picture of what somebody saw."""
    await page.screenshot(path=OUT / f"{name}.png")
