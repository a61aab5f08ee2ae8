"""Work that is done again and again: at once, whenever something changed, and every few seconds in any case."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from ..db.changes import Listener
from ..db.outage import DATABASE_AWAY
from ..log import logger

_log = logger("link")


class Rounds:
    """Goes one round after the other, never two at once; a round that finds the database away is gone again later.

    `name` is what the log calls them. Without a `listener` only `wake` and the time bring the next round.
    """

    def __init__(
        self, name: str, go: Callable[[], Awaitable[object]], *, every_seconds: float, listener: Listener | None = None
    ) -> None:
        self._name = name
        self._go = go
        self._every_seconds = every_seconds
        self._listener = listener
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Go the next round now, or once more when one is being gone."""
        self._woken.set()

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            if self._listener is not None:
                group.create_task(self._listen(self._listener))
            group.create_task(self._go_for_ever())

    async def _listen(self, listener: Listener) -> None:
        async for _ in listener.changes():
            self.wake()

    async def _go_for_ever(self) -> None:
        while True:
            self._woken.clear()
            try:
                await self._go()
            except DATABASE_AWAY as error:
                _log.warning("round-waits", round=self._name, error=type(error).__name__)
            await self._pause()

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(self._every_seconds):
                await self._woken.wait()
        except TimeoutError:
            return
