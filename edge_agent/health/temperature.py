"""Whether the machine is too hot."""

from __future__ import annotations

import asyncio
from pathlib import Path

from protocol.health import Cause, CheckName, Level

from ..settings import HealthSettings
from .findings import Finding, judged

ZONES = Path("/sys/class/thermal")


class TemperatureCheck:
    """The hottest of the machine's zones counts; a machine without any is not judged."""

    name = CheckName.TEMPERATURE

    def __init__(self, settings: HealthSettings, zones: Path = ZONES) -> None:
        self._settings = settings
        self._zones = zones

    async def look(self) -> Finding | None:
        """Read the zones."""
        degrees = await asyncio.to_thread(self._hottest)
        if degrees is None:
            return None
        level = judged(degrees, warn=self._settings.temperature_warn, alarm=self._settings.temperature_alarm)
        cause = Cause.TEMPERATURE_GOOD if level is Level.OK else Cause.TEMPERATURE_HIGH
        return Finding(level, cause, {"degrees": degrees})

    def _hottest(self) -> int | None:
        read = [_degrees(file) for file in self._zones.glob("thermal_zone*/temp")]
        return max((degrees for degrees in read if degrees is not None), default=None)


def _degrees(file: Path) -> int | None:
    try:
        return int(file.read_text()) // 1000
    except (OSError, ValueError):
        return None
