"""Takes, once a system is on again, what arrived while it was off."""

from __future__ import annotations

import asyncio

from ..clock import Clock
from ..db.outage import DATABASE_AWAY
from ..errors import SystemOff
from ..log import logger
from .application import Application
from .queries import set_aside_events
from .use_cases.retry_event import retry_event

_log = logger("inbox")
_AGAIN_SECONDS = 5.0


class SwitchedOn:
    """The switches are read when the program starts, so it looks once; what is for a system still off stays aside."""

    def __init__(self, application: Application, clock: Clock) -> None:
        self._application = application
        self._clock = clock

    async def run(self) -> None:
        """Until everything was tried once; a database that is away is waited for."""
        while True:
            try:
                await self.take()
            except DATABASE_AWAY as error:
                _log.warning("switched-on-waits", error=type(error).__name__)
                await asyncio.sleep(_AGAIN_SECONDS)
            else:
                return

    async def take(self) -> int:
        """Try each event that was set aside for its system, the oldest first; how many were taken."""
        waiting = [event.event_id for event in await set_aside_events() if event.reason == SystemOff.code]
        taken = sum([await retry_event(each, self._application, self._clock) for each in waiting])
        if waiting:
            _log.info("switched-on", taken=taken, waiting=len(waiting) - taken)
        return taken
