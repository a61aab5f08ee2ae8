"""What the agent remembers of late: devices, line, outbox and clock, bounded, and nothing of a card's coming."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from edge_agent.clock import CounterClock
from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.supervisor import Supervisor
from edge_agent.link.states import LinkStates
from edge_agent.local_api.api import (
    LISTED,
    AgentStarted,
    ClockTrustChanged,
    DeviceChanged,
    EpochChanged,
    LinkChanged,
    LinkName,
    RecentBody,
    SelfTested,
)
from edge_agent.local_api.recent import Recent
from edge_agent.outbox.store import Outbox
from edge_agent.outbox.stream import EpochReason
from protocol.devices import DeviceKind, DeviceState, FaultCode
from protocol.wire.messages.answers import LinkState

from ..counter import counter_clock, outbox
from .test_view import Nobody

PEN = DeviceKind.PEN


class HandPen:
    """A pen that stands as the hand says."""

    kind = PEN
    name = "pen"
    status = ABSENT

    def __init__(self) -> None:
        self.said: asyncio.Queue[Standing] = asyncio.Queue()

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""

    async def events(self) -> AsyncIterator[Standing]:
        """What the hand says."""
        while True:
            yield await self.said.get()


class Counter:
    """What is watched, and the watcher."""

    def __init__(self, box: Outbox, clock: CounterClock) -> None:
        self.box, self.clock, self.pen = box, clock, HandPen()
        self.links = LinkStates(Nobody(), clock, told_time=clock.compare)
        devices = Supervisor(clock)
        devices.add(self.pen, self._nothing)
        self.recent = Recent(clock, version="0.1.0", devices=devices, links=self.links, outbox=box)
        self.devices = devices

    async def until(self, *bodies: RecentBody) -> None:
        """Wait until this, oldest first, is all that is remembered since the start."""
        try:
            async with asyncio.timeout(5):
                while self.bodies() != [AgentStarted("0.1.0"), *bodies]:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(self.bodies()) from None

    def bodies(self) -> list[RecentBody]:
        """What is remembered, oldest first."""
        return [event.body for event in reversed(self.recent.listed().events)]

    async def _nothing(self, _event: object) -> None: ...


@asynccontextmanager
async def counter(folder: Path) -> AsyncIterator[Counter]:
    """A counter that is being watched."""
    clock = counter_clock()
    async with outbox(folder, clock=clock) as box:
        watched = Counter(box, clock)
        tasks = [asyncio.create_task(part.run()) for part in (watched.recent, watched.devices)]
        try:
            await watched.until()
            yield watched
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_device_that_comes_fails_and_goes_is_remembered_and_its_use_is_not(tmp_path: Path) -> None:
    async with counter(tmp_path) as watched:
        for standing in (
            Standing(DeviceState.IDLE),
            Standing(DeviceState.READY),
            Standing(DeviceState.BUSY),
            Standing(DeviceState.FAULT, FaultCode.IN_USE),
            ABSENT,
        ):
            watched.pen.said.put_nowait(standing)
            await asyncio.sleep(0.01)
        await watched.until(
            DeviceChanged(PEN, "pen", DeviceState.IDLE),
            DeviceChanged(PEN, "pen", DeviceState.FAULT, FaultCode.IN_USE),
            DeviceChanged(PEN, "pen", DeviceState.ABSENT),
        )


async def test_the_line_is_remembered_state_by_state(tmp_path: Path) -> None:
    async with counter(tmp_path) as watched:
        watched.links.line_changed(True)
        await watched.until(LinkChanged(LinkName.BROKER, LinkState.UP))
        watched.links.line_changed(False)
        await watched.until(
            LinkChanged(LinkName.BROKER, LinkState.UP),
            LinkChanged(LinkName.BROKER, LinkState.DOWN),
            LinkChanged(LinkName.CENTRAL, LinkState.DOWN),
        )


async def test_a_new_epoch_and_a_doubtful_clock_are_remembered(tmp_path: Path) -> None:
    async with counter(tmp_path) as watched:
        await watched.box.begin_epoch(EpochReason.RESTORED, after=watched.box.standing().stream.epoch)
        epoch = EpochChanged(watched.box.standing().stream.epoch)
        await watched.until(epoch)
        watched.clock.compare(watched.clock.now() - timedelta(days=1))
        await watched.until(epoch, ClockTrustChanged(False))


async def test_only_the_newest_are_kept_and_numbers_go_on(tmp_path: Path) -> None:
    async with counter(tmp_path) as watched:
        for _ in range(LISTED):
            watched.recent.note(SelfTested("pen", True))
        events = watched.recent.listed().events
        assert [event.number for event in events] == list(range(LISTED + 1, 1, -1))
        assert events[0].at == "2026-04-01T00:30:00.000Z"
