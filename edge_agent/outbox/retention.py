"""Nothing is ever thrown away to make room: with the disk nearly full, no new visit is begun."""

from __future__ import annotations

import os
from pathlib import Path

from ..log import logger

_log = logger("outbox")


class Room:
    """How much disk is left where the outbox lies. `measure` blocks for a moment and belongs to the writer thread."""

    def __init__(self, folder: Path, reserve_bytes: int) -> None:
        self._folder = folder
        self._reserve_bytes = reserve_bytes
        self.is_left = True

    def measure(self) -> None:
        """Look at the disk."""
        disk = os.statvfs(self._folder)
        is_left = disk.f_bavail * disk.f_frsize >= self._reserve_bytes
        if is_left != self.is_left:
            _log.warning("outbox-room", is_left=is_left)
        self.is_left = is_left
