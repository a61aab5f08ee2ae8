"""Where the stories of the manuals are played: a village on a fixed practice day, a browser and an album."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from protocol.village.opening import JAPAN
from provisioning.sandbox.clock import PracticeClock
from provisioning.sandbox.juki.way import JukiWay
from provisioning.sandbox.ports import Ports
from provisioning.sandbox.village import Village, VillagePlan
from provisioning.voice.folder import fill
from provisioning.voice.speaker import spoken

from ..journeys.browser import Chromium, chromium
from .album import Album

_MONTH, _DAY, _HOUR = 4, 6, 10
_SPOKEN = ("どんなことがありましたか",)


@dataclass(frozen=True)
class Scene:
    """One village, everybody's browser, and the album that all stories fill."""

    village: Village
    browser: Chromium
    album: Album


@asynccontextmanager
async def scene(album: Album, juki: JukiWay = JukiWay.REST) -> AsyncIterator[Scene]:
    """A new village on the practice day; nothing of it is left afterwards but the pictures."""
    directory = Path(tempfile.mkdtemp(prefix="pictures-"))
    try:
        with PracticeClock(directory / "clock") as clock:
            now = clock.now()
            clock.forward(practice_day(now) - now)
        fill(directory / "voice", _SPOKEN, spoken)
        agent = {"kiosk": {"voice_folder": str(directory / "voice")}}
        async with Village(VillagePlan(directory, Ports.unused(), agent, juki)) as village, chromium() as browser:
            yield Scene(village, browser, album)
            assert browser.strangers == []
    finally:
        shutil.rmtree(directory)


def practice_day(now: datetime) -> datetime:
    """The next 6 April at ten in the morning; a village that is closed then walks on to its next morning."""
    local = now.astimezone(JAPAN)
    day = local.replace(month=_MONTH, day=_DAY, hour=_HOUR, minute=0, second=0, microsecond=0)
    return day if day > local else day.replace(year=day.year + 1)
