"""What this terminal says of itself: that it is there, whether its devices work, and whether it is well."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Protocol

from msgspec.structs import replace

from protocol.devices import DeviceState, DeviceStatus
from protocol.health import HealthCheck
from protocol.identifiers import new_id
from protocol.session import Published
from protocol.wire import topics
from protocol.wire.codec import encode
from protocol.wire.messages.commands import Presence

from ..clock import Clock, rfc3339

SHORTEST_SECONDS = 2.0

_WORKING = {DeviceState.READY, DeviceState.BUSY}
_HEARD = {Published.ACCEPTED, Published.NO_SUBSCRIBERS, Published.CUT}


def new_presence(terminal: str, product: str, clock: Clock) -> Presence:
    """A life of this terminal that begins now."""
    return Presence(terminal, new_id(), True, product, rfc3339(clock.now()))


class Herald(Protocol):
    """The part of the session that a presence needs."""

    def birth(self, topic: str, payload: bytes) -> None:
        """Publish this, retained, on every connect from now on."""

    async def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> Published:
        """Sign, publish and wait for the broker's word."""


class Devices(Protocol):
    """The part of the supervisor that a presence needs."""

    def changes(self) -> AsyncIterator[tuple[DeviceStatus, ...]]:
        """The statuses now, and again whenever one of them has changed."""


class Health(Protocol):
    """The part of the health report that a presence needs."""

    def changes(self) -> AsyncIterator[tuple[HealthCheck, ...]]:
        """What the checks found, and again whenever others are to be told."""


class OwnPresence:
    """Says it anew when a device or a check comes to stand otherwise, at most once in `shortest_seconds`."""

    def __init__(
        self,
        herald: Herald,
        here: Presence,
        devices: Devices,
        health: Health,
        *,
        shortest_seconds: float = SHORTEST_SECONDS,
    ) -> None:
        self._herald = herald
        self._here = here
        self._devices = devices
        self._health = health
        self._shortest = shortest_seconds

    async def run(self) -> None:
        """Watch until cancelled; while the line is cut the next connect says it."""
        changed = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch_devices(changed), name="presence devices")
            group.create_task(self._watch_health(changed), name="presence health")
            said = self._here
            while True:
                await changed.wait()
                changed.clear()
                if self._here != said:
                    said = self._here
                    await self._say()

    async def _watch_devices(self, changed: asyncio.Event) -> None:
        async for statuses in self._devices.changes():
            devices = tuple(_told(statuses, self._here.devices))
            if devices != self._here.devices:
                self._here = replace(self._here, devices=devices)
                changed.set()

    async def _watch_health(self, changed: asyncio.Event) -> None:
        async for health in self._health.changes():
            if health != self._here.health:
                self._here = replace(self._here, health=health)
                changed.set()

    async def _say(self) -> None:
        topic, payload = topics.presence(self._here.terminal), encode(self._here)
        self._herald.birth(topic, payload)
        said = None
        while said not in _HEARD:
            said = await self._herald.publish(topic, payload, retain=True)
            await asyncio.sleep(self._shortest)


def _told(statuses: Iterable[DeviceStatus], before: Iterable[DeviceStatus]) -> Iterable[DeviceStatus]:
    """What others are told of each device; since when is kept as long as nothing else changes."""
    known = {status.name: status for status in before}
    for status in statuses:
        told = replace(status, state=DeviceState.IDLE) if status.state in _WORKING else status
        earlier = known.get(told.name)
        is_same = earlier is not None and replace(told, since=earlier.since) == earlier
        yield earlier if earlier is not None and is_same else told
