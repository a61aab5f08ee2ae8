"""Whether the page in the kiosk's browser gives signs of life."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from protocol.health import Cause, CheckName, Level

from ..settings import HealthSettings
from .findings import Finding


class ScreenCheck:
    """`seconds_without_page`: None as long as no page was ever seen; then the start of the agent counts."""

    name = CheckName.SCREEN

    def __init__(self, seconds_without_page: Callable[[], float | None], settings: HealthSettings) -> None:
        self._seconds_without_page = seconds_without_page
        self._settings = settings
        self._began: float | None = None

    async def look(self) -> Finding:
        """Ask the kiosk's server."""
        now = asyncio.get_running_loop().time()
        if self._began is None:
            self._began = now
        seconds = self._seconds_without_page()
        if (now - self._began if seconds is None else seconds) < self._settings.screen_seconds:
            return Finding(Level.OK, Cause.SCREEN_ALIVE)
        return Finding(Level.ALARM, Cause.SCREEN_SILENT)
