"""One village and one Chromium for each test process; every journey walks through them after the other."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from protocol.village.systems import Systems
from provisioning.sandbox.juki.faults import Fault as JukiFault
from provisioning.sandbox.juki.way import JukiWay
from provisioning.sandbox.ports import Ports
from provisioning.sandbox.settings_files import EVERY_SYSTEM, Table
from provisioning.sandbox.village import Village, VillagePlan

from .browser import OUT, Chromium, chromium
from .console import Console
from .kiosk import Kiosk


@asynccontextmanager
async def village_of(
    name: str,
    agent: Mapping[str, Table] | None = None,
    *,
    juki: JukiWay = JukiWay.REST,
    systems: Systems = EVERY_SYSTEM,
) -> AsyncIterator[Village]:
    """A whole village in a directory of its own, with additions to the terminal's settings; its logs are kept."""
    directory = Path(tempfile.mkdtemp(prefix="journey-"))
    try:
        async with Village(VillagePlan(directory, Ports.unused(), agent or {}, juki, systems)) as village:
            yield village
    finally:
        shutil.copytree(directory / "logs", OUT / name, dirs_exist_ok=True)
        shutil.rmtree(directory)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running_village(worker_id: str) -> AsyncIterator[Village]:
    """The village of this test process."""
    async with village_of(f"logs-{worker_id}") as village:
        yield village


@pytest_asyncio.fixture(loop_scope="session")
async def own_village(request: pytest.FixtureRequest) -> AsyncIterator[Village]:
    """A village for one journey alone."""
    async with village_of(f"logs-{request.node.name}") as village:
        yield village


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running_chromium() -> AsyncIterator[Chromium]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def village(running_village: Village) -> AsyncIterator[Village]:
    """The village with every cable in, every program running and no card on the reader; put right again afterwards."""
    yield running_village
    for line in running_village.lines:
        await line.restore()
    for program in running_village.programs:
        await program.start()
    await running_village.cards.hand.remove()
    await running_village.inputs.hand.plug_in()
    await running_village.registries.juki_hand.misbehave(JukiFault.NONE)
    await running_village.registries.revocation_hand.fail(None)


@pytest_asyncio.fixture(loop_scope="session")
async def browser(running_chromium: Chromium) -> AsyncIterator[Chromium]:
    """Chromium with nobody's pages open; fails the journey when a page asked for anything outside this machine."""
    yield running_chromium
    await running_chromium.leave()
    assert running_chromium.strangers == []


@pytest_asyncio.fixture(loop_scope="session")
async def kiosk(village: Village, browser: Chromium) -> Kiosk:
    """The resident's screen, as it waits."""
    return await Kiosk.open(village, browser)


@pytest_asyncio.fixture(loop_scope="session")
async def clerk(village: Village, browser: Chromium) -> Console:
    """The first clerk, signed in, looking at 新着, with nothing left over from the journey before."""
    console = await Console.open(village, browser, "madoguchi1")
    await console.acknowledge_all()
    return console


@pytest_asyncio.fixture(loop_scope="session")
async def colleague(village: Village, browser: Chromium) -> Console:
    """The second clerk, on another PC."""
    return await Console.open(village, browser, "madoguchi2")
