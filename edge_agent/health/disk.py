"""Whether the disk of the outbox has room, and when it will have none if it goes on like this."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from protocol.health import Cause, CheckName, Level

from ..settings import HealthSettings
from .findings import Finding, judged
from .trend import Trend

_DAY = 86_400
_FARTHEST_DAYS = 365


class DiskCheck:
    """`reserve_bytes`: with less than this free no new visit is begun, so this is what "full" means."""

    name = CheckName.DISK

    def __init__(self, folder: Path, reserve_bytes: int, settings: HealthSettings) -> None:
        self._folder = folder
        self._reserve = reserve_bytes
        self._settings = settings
        self._trend = Trend(every_seconds=900, most=192, span_seconds=2 * 3600)

    async def look(self) -> Finding:
        """Measure the disk."""
        disk = await asyncio.to_thread(os.statvfs, self._folder)
        return self.judge(
            asyncio.get_running_loop().time(), disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize
        )

    def judge(self, at: float, free: int, size: int) -> Finding:
        """What `free` of `size` bytes at a moment in seconds means after what was measured before."""
        self._trend.add(at, free)
        percent = free * 100 // size if size else 0
        if free < self._reserve:
            return Finding(Level.ALARM, Cause.DISK_FULL, {"percent": percent})
        seconds = self._trend.seconds_until(self._reserve)
        if seconds is None or seconds > _FARTHEST_DAYS * _DAY:
            return Finding(Level.OK, Cause.DISK_ROOM, {"percent": percent})
        days = int(seconds // _DAY)
        level = judged(-days, warn=-self._settings.disk_warn_days, alarm=-self._settings.disk_alarm_days)
        return Finding(level, Cause.DISK_FILLING, {"percent": percent, "days": days})
