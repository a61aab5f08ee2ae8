"""Says every few seconds whether this process has its session, so that others can tell 不明 from 通信断."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from ..clock import Clock
from ..db.changes import changed
from ..db.outage import DATABASE_AWAY
from ..db.transaction import transaction
from ..log import logger
from .models import CentralSession
from .queries import BROKER

_log = logger("link")
_EVERY_SECONDS = 5.0
_FORGOTTEN_AFTER = timedelta(days=1)


class Heartbeat:
    """Writes this process's row of `link_session`; `set_connected` is what the session calls on every change."""

    def __init__(self, instance: str, clock: Clock) -> None:
        self._instance = instance
        self._clock = clock
        self._connected = False
        self._since: datetime = clock.now()
        self._woken = asyncio.Event()

    def set_connected(self, connected: bool) -> None:
        """The session came or went."""
        self._connected, self._since = connected, self._clock.now()
        self._woken.set()

    async def run(self) -> None:
        """Write now, on every change and every few seconds."""
        while True:
            is_change = self._woken.is_set()
            self._woken.clear()
            try:
                await self.write(is_change=is_change)
            except DATABASE_AWAY as error:
                _log.warning("heartbeat-not-written", error=type(error).__name__)
            try:
                async with asyncio.timeout(_EVERY_SECONDS):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def write(self, *, is_change: bool = False) -> None:
        """Say how it stands now."""
        now = self._clock.now()
        values = {"connected": self._connected, "since": self._since, "seen_at": now}
        async with transaction():
            await CentralSession.update_or_create(defaults=values, instance=self._instance)
            await CentralSession.filter(seen_at__lt=now - _FORGOTTEN_AFTER).delete()
            if is_change:
                await changed(BROKER, self._instance)
