"""The walks of the people this counter is for: somebody of 80 who listens, and foreign residents in their languages."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from protocol.village.languages import Language
from provisioning.sandbox.village import Village
from provisioning.voice.__main__ import main as speak

from .browser import Chromium
from .case_desk import CaseDesk
from .conftest import village_of
from .console import Console
from .walker import Walker

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.more]

_FOREIGN = [each for each in Language if each is not Language.JAPANESE]


@pytest_asyncio.fixture(loop_scope="session")
async def speaking_village() -> AsyncIterator[Village]:
    """A village whose counter reads its screens aloud."""
    with tempfile.TemporaryDirectory(prefix="voice-") as folder:
        await asyncio.to_thread(speak, ["--into", folder])
        async with village_of("logs-speaking", {"kiosk": {"voice_folder": folder}}) as village:
            yield village


async def test_somebody_of_80_hears_every_screen_of_a_move(speaking_village: Village, browser: Chromium) -> None:
    walker = await Walker.arrive(speaking_village, browser, "walk-80")
    await walker.enlarge("largest")
    await walker.listen()
    await walker.begin("TENKYO")
    await walker.prove("tome")
    await walker.move_house()
    assert set(walker.spoken.values()) <= {200, 206}
    assert len(walker.spoken) > 2 * len(set(walker.seen))
    await walker.leave()


@pytest.mark.parametrize("language", _FOREIGN, ids=[each.value for each in _FOREIGN])
async def test_a_foreign_resident_moves_in_every_language(
    village: Village, browser: Chromium, clerk: Console, language: Language
) -> None:
    walker = await Walker.arrive(village, browser, f"walk-{language}")
    await walker.speak(language)
    await walker.begin("TENKYO")
    await walker.prove("yulin")
    await walker.move_house()
    number = (await walker.page.locator("output").inner_text()).strip()
    await walker.leave()
    desk = CaseDesk(clerk)
    await desk.open(number)
    await expect(desk.page.locator("#case")).to_contain_text("8120番地")
