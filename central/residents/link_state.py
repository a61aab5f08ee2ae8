"""Whether 住基 can be used now, and since when: told by real requests, and by a light probe when there are none."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from protocol.wire.messages.answers import LinkState

from ..clock import Clock
from ..log import logger

_log = logger("residents")


@dataclass(frozen=True)
class RegistryStatus:
    """A state and since when it holds."""

    state: LinkState
    since: datetime


class RegistryLink:
    """What this process last saw of 住基."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._status = RegistryStatus(LinkState.UNKNOWN, clock.now())
        self._noted = False

    @property
    def current(self) -> RegistryStatus:
        """The state now."""
        return self._status

    def state(self) -> LinkState:
        """The state without its time, for AreYouThere."""
        return self._status.state

    def note(self, is_up: bool) -> None:
        """A request was answered, or was not."""
        self._noted = True
        state = LinkState.UP if is_up else LinkState.DOWN
        if state is not self._status.state:
            self._status = RegistryStatus(state, self._clock.now())
            _log.info("juki-changed", state=state)

    async def watch(self, probe: Callable[[], Awaitable[None]], seconds: float) -> None:
        """Probe whenever nothing was asked for `seconds`, until cancelled."""
        while True:
            if not self._noted:
                await probe()
            self._noted = False
            await asyncio.sleep(seconds)
