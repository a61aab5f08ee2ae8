"""Fixtures: `village` is the console on a fresh database, `chromium` a real browser."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

from central.console.settings import ConsoleSettings

from ..database import PrivatePostgres
from .village import Village, open_village


@pytest.fixture
async def village(postgres: PrivatePostgres) -> AsyncIterator[Village]:
    """The console with two clerks, an auditor and two terminals."""
    async with open_village(await postgres.fresh(), ConsoleSettings(practice=True)) as opened:
        yield opened


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    """Chromium, allowed to make sounds as a managed office computer is."""
    arguments = ["--autoplay-policy=no-user-gesture-required", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield browser
        await browser.close()
