"""Lets a running broker read its files again when the list of revoked certificates was replaced."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

EVERY_SECONDS = 0.5


async def reload_when_replaced(file: Path, pid: Callable[[], int | None]) -> None:
    """Until cancelled: SIGHUP to whatever `pid` is, whenever `file` is another one than before.

    A site's own broker is told by systemd, which watches the file (`kantan-revocations.path`).
    """
    before = _which(file)
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        now, broker = _which(file), pid()
        if now != before and broker is not None:
            os.kill(broker, signal.SIGHUP)
            before = now


def _which(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return (found.st_ino, found.st_mtime_ns)
