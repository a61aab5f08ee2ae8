"""Fixtures: `kiosk` is a served kiosk, `page` the counter's own window."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from .served import Served, served

# A page that is left ends what it is fetching; Chromium and htmx both say so.
_OF_THE_LINE = ("Failed to load resource", "htmx: htmx:error: Failed to fetch")


@pytest.fixture
async def kiosk(tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Served]:
    """A kiosk whose server and visit run."""
    async with served(tmp_path, unused_tcp_port) as running:
        yield running


@pytest.fixture
async def page(kiosk: Served, chromium: Browser) -> AsyncIterator[Page]:
    """The window of the counter, started with its token; nothing in it may complain."""
    context = await chromium.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP")
    context.set_default_timeout(5_000)
    window = await context.new_page()
    complaints: list[str] = []
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    await window.goto(kiosk.start_url)
    yield window
    await context.close()
    assert [each for each in complaints if not each.startswith(_OF_THE_LINE)] == []
