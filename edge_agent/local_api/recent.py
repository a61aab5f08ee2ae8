"""What happened to the agent of late: a bounded list in memory, of devices, line, outbox and clock, never of people."""

from __future__ import annotations

import asyncio
from collections import deque

from protocol.devices import DeviceState, DeviceStatus
from protocol.wire.messages.answers import LinkState

from ..clock import CounterClock, rfc3339
from ..devices.supervisor import Supervisor
from ..link.states import Links, LinkStates
from ..outbox.store import Outbox
from .api import (
    LISTED,
    AgentStarted,
    ClockTrustChanged,
    DeviceChanged,
    EpochChanged,
    LinkChanged,
    LinkName,
    RecentBody,
    RecentEvent,
    RecentEvents,
    RoomChanged,
)

_LOOK_SECONDS = 1.0
_WORKING = {DeviceState.IDLE, DeviceState.READY, DeviceState.BUSY}


class Recent:
    """Watches until cancelled and keeps the newest; begins with the start of the agent."""

    def __init__(
        self, clock: CounterClock, *, version: str, devices: Supervisor, links: LinkStates, outbox: Outbox
    ) -> None:
        self._clock = clock
        self._version = version
        self._devices = devices
        self._links = links
        self._outbox = outbox
        self._count = 0
        self._events: deque[RecentEvent] = deque(maxlen=LISTED)

    def note(self, body: RecentBody) -> None:
        """Something happened now."""
        self._count += 1
        self._events.appendleft(RecentEvent(self._count, rfc3339(self._clock.now()), body))

    def listed(self) -> RecentEvents:
        """The newest events, newest first."""
        return RecentEvents(tuple(self._events))

    async def run(self) -> None:
        """Watch until cancelled."""
        self.note(AgentStarted(self._version))
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch_devices(), name="recent devices")
            group.create_task(self._watch_links(), name="recent links")
            group.create_task(self._watch_outbox(), name="recent outbox")
            group.create_task(self._watch_clock(), name="recent clock")

    async def _watch_devices(self) -> None:
        before: dict[str, DeviceChanged] = {}
        async for statuses in self._devices.changes():
            for status in statuses:
                change = _device(status)
                if change != before.get(status.name, _unopened(status)):
                    self.note(change)
                before[status.name] = change

    async def _watch_links(self) -> None:
        before = _states(self._links.current())
        async for links in self._links.changes():
            now = _states(links)
            for name, state in now.items():
                if state is not before[name]:
                    self.note(LinkChanged(name, state))
            before = now

    async def _watch_outbox(self) -> None:
        epoch, has_room = self._outbox.standing().stream.epoch, True
        while True:
            if (now := self._outbox.standing().stream.epoch) != epoch:
                epoch = now
                self.note(EpochChanged(epoch))
            if self._outbox.has_room() is not has_room:
                has_room = not has_room
                self.note(RoomChanged(has_room))
            await asyncio.sleep(_LOOK_SECONDS)

    async def _watch_clock(self) -> None:
        before = self._clock.is_trusted
        while True:
            if self._clock.is_trusted is not before:
                before = not before
                self.note(ClockTrustChanged(before))
            await asyncio.sleep(_LOOK_SECONDS)


def _device(status: DeviceStatus) -> DeviceChanged:
    """The change that leads to a status; a device that waits and one that is used work alike."""
    state = DeviceState.IDLE if status.state in _WORKING else status.state
    return DeviceChanged(status.kind, status.name, state, status.fault)


def _unopened(status: DeviceStatus) -> DeviceChanged:
    return DeviceChanged(status.kind, status.name, DeviceState.ABSENT)


def _states(links: Links) -> dict[LinkName, LinkState]:
    return {
        LinkName.BROKER: links.broker.state,
        LinkName.CENTRAL: links.central.state,
        LinkName.JUKI: links.juki.state,
        LinkName.ISSUING: links.issuing.state,
    }
