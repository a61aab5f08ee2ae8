"""Says every few seconds whether this process has its session, so that others can tell 不明 from 通信断."""

from __future__ import annotations

from datetime import timedelta

from ..clock import Clock
from ..db.changes import changed
from ..db.transaction import transaction
from .models import CentralSession
from .queries import BROKER
from .rounds import Rounds

_EVERY_SECONDS = 5.0
_FORGOTTEN_AFTER = timedelta(days=1)


class Heartbeat:
    """Writes this process's row of `link_session`; `set_connected` is what the session calls on every change."""

    def __init__(self, instance: str, clock: Clock) -> None:
        self._instance = instance
        self._clock = clock
        self._stands = self._told = (False, clock.now())
        self._rounds = Rounds("heartbeat", self.write, every_seconds=_EVERY_SECONDS)

    def set_connected(self, connected: bool) -> None:
        """The session came or went."""
        self._stands = (connected, self._clock.now())
        self._rounds.wake()

    async def run(self) -> None:
        """Write now, on every change and every few seconds."""
        await self._rounds.run()

    async def write(self) -> None:
        """Say how it stands now; a change is told until it is written."""
        now, stands = self._clock.now(), self._stands
        values = {"connected": stands[0], "since": stands[1], "seen_at": now}
        async with transaction():
            await CentralSession.update_or_create(defaults=values, instance=self._instance)
            await CentralSession.filter(seen_at__lt=now - _FORGOTTEN_AFTER).delete()
            if stands != self._told:
                await changed(BROKER, self._instance)
        self._told = stands
