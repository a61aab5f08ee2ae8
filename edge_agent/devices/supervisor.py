"""Keeps every device open: reopens what failed, with capped back-off and jitter, and says once what has changed."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

from protocol.devices import DeviceState, DeviceStatus

from ..clock import Clock, rfc3339
from ..errors import DeviceError, DeviceGone
from ..log import logger
from .base import ABSENT, Driver, Standing

E = TypeVar("E")
Took = Callable[[E], Awaitable[None]]

SHORTEST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0

_log = logger("devices")


class Supervisor:
    """Devices are added before `run`. An absent device is a status; a bug in a driver ends the program.

    `noted` is told each change of each device as it comes.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        shortest_pause_seconds: float = SHORTEST_PAUSE_SECONDS,
        longest_pause_seconds: float = LONGEST_PAUSE_SECONDS,
        noted: Callable[[DeviceStatus], None] = lambda _: None,
    ) -> None:
        self._clock = clock
        self._noted = noted
        self._shortest = shortest_pause_seconds
        self._longest = longest_pause_seconds
        self._kept: list[Callable[[], Awaitable[None]]] = []
        self._statuses: dict[str, DeviceStatus] = {}
        self._watchers: set[asyncio.Event] = set()

    def add(self, driver: Driver[E], took: Took[E]) -> None:
        """Keep one device open; its events go to `took`, one after another. Names are unique."""
        if driver.name in self._statuses:
            raise ValueError("two devices of one name")
        self._note(driver, ABSENT)
        self._kept.append(lambda: self._keep(driver, took))

    def statuses(self) -> tuple[DeviceStatus, ...]:
        """Every device as it is now, in the order they were added."""
        return tuple(self._statuses.values())

    async def changes(self) -> AsyncIterator[tuple[DeviceStatus, ...]]:
        """The statuses now, and again whenever one of them has changed; a slow reader gets the newest."""
        changed = asyncio.Event()
        self._watchers.add(changed)
        try:
            while True:
                changed.clear()
                yield self.statuses()
                await changed.wait()
        finally:
            self._watchers.discard(changed)

    async def run(self) -> None:
        """Keep all of them open until cancelled."""
        async with asyncio.TaskGroup() as group:
            for keep in self._kept:
                group.create_task(_awaited(keep()))
            await asyncio.Event().wait()

    async def _keep(self, driver: Driver[E], took: Took[E]) -> None:
        loop = asyncio.get_running_loop()
        pause = self._shortest
        while True:
            began = loop.time()
            self._note(driver, await self._lived(driver, took))
            is_settled = loop.time() - began > self._longest
            pause = self._shortest if is_settled else min(pause * 2, self._longest)
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311

    async def _lived(self, driver: Driver[E], took: Took[E]) -> Standing:
        """One life of an open device; how it stands after its end."""
        try:
            await driver.open()
            async for event in driver.events():
                if isinstance(event, Standing):
                    self._note(driver, event)
                else:
                    await took(event)
        except DeviceGone:
            return ABSENT
        except DeviceError as error:
            return Standing(DeviceState.FAULT, error.fault)
        finally:
            await driver.close()
        return ABSENT

    def _note(self, driver: Driver[E], standing: Standing) -> None:
        before = self._statuses.get(driver.name)
        if before is not None and (before.state, before.fault) == (standing.state, standing.fault):
            return
        since = rfc3339(self._clock.now())
        self._statuses[driver.name] = DeviceStatus(driver.kind, driver.name, standing.state, standing.fault, since)
        self._noted(self._statuses[driver.name])
        _log.info("device-changed", device=driver.name, state=standing.state, fault=standing.fault)
        for watcher in self._watchers:
            watcher.set()


async def _awaited(work: Awaitable[None]) -> None:
    await work
