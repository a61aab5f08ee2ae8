"""Devices are kept open, and what changes is said once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.supervisor import Supervisor
from edge_agent.errors import DeviceError, DeviceGone
from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode

IDLE = Standing(DeviceState.IDLE)
READY = Standing(DeviceState.READY)
DOWN = DeviceError(FaultCode.SERVICE_DOWN)


@dataclass
class Ticking:
    """A clock that is a second later each time it is read."""

    at: datetime = datetime(2026, 4, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """A second after the last answer."""
        self.at += timedelta(seconds=1)
        return self.at


@dataclass
class Played:
    """A device whose lives are given beforehand; after the last it is silent."""

    lives: list[list[Standing | str | Exception]]
    name: str = "played"
    kind: DeviceKind = DeviceKind.SIGNAL_LAMP
    status: Standing = ABSENT
    opened: list[float] = field(default_factory=list)
    is_open: bool = False

    async def open(self) -> None:
        """The next life; raises when that is all there is of it."""
        assert not self.is_open
        self.opened.append(asyncio.get_running_loop().time())
        self._life = self.lives.pop(0) if self.lives else []
        if self._life and isinstance(self._life[0], Exception):
            raise self._life[0]
        self.is_open = True

    async def close(self) -> None:
        """The life is over."""
        self.is_open = False

    async def events(self) -> AsyncIterator[Standing | str]:
        """What happens in this life."""
        for each in self._life:
            if isinstance(each, Exception):
                raise each
            yield each
        await asyncio.Event().wait()


@asynccontextmanager
async def kept(device: Played, took: Callable[[str], Awaitable[None]]) -> AsyncIterator[Supervisor]:
    """A supervisor that keeps this device, at work."""
    supervisor = Supervisor(Ticking(), shortest_pause_seconds=0.01, longest_pause_seconds=0.04)
    supervisor.add(device, took)
    task = asyncio.create_task(supervisor.run())
    try:
        yield supervisor
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def states_until(supervisor: Supervisor, last: Standing) -> list[DeviceStatus]:
    """Every status that was published, up to the first that stands so."""
    seen = []
    async with asyncio.timeout(5):
        async for (status,) in supervisor.changes():
            seen.append(status)
            if (status.state, status.fault) == (last.state, last.fault):
                break
    return seen


async def nothing(_: str) -> None:
    """Nobody is interested."""


async def test_a_device_that_was_never_seen_is_absent() -> None:
    supervisor = Supervisor(Ticking())
    supervisor.add(Played([]), nothing)
    assert supervisor.statuses() == (
        DeviceStatus(DeviceKind.SIGNAL_LAMP, "played", DeviceState.ABSENT, since="2026-04-01T00:00:01.000Z"),
    )


async def test_events_arrive_in_order() -> None:
    took: list[str] = []
    done = asyncio.Event()

    async def take(event: str) -> None:
        took.append(event)
        if event == "c":
            done.set()

    async with kept(Played([["a", IDLE, "b", READY, "c"]]), take) as supervisor:
        await asyncio.wait_for(done.wait(), 5)
        assert supervisor.statuses()[0].state is DeviceState.READY
    assert took == ["a", "b", "c"]


async def test_the_same_standing_is_published_once_and_keeps_its_since() -> None:
    pauses = asyncio.Queue[str]()
    async with kept(Played([[IDLE, IDLE, IDLE, "x"]]), pauses.put) as supervisor:
        await asyncio.wait_for(pauses.get(), 5)
        assert supervisor.statuses()[0].since == "2026-04-01T00:00:02.000Z"


async def test_a_device_that_fails_is_opened_again_and_says_why_it_was_away() -> None:
    device = Played([[IDLE, DOWN], [DOWN], [DOWN], [READY]])
    async with kept(device, nothing) as supervisor:
        seen = await states_until(supervisor, READY)
    assert [(each.state, each.fault) for each in seen][-2:] == [
        (DeviceState.FAULT, FaultCode.SERVICE_DOWN),
        (DeviceState.READY, None),
    ]
    assert len(device.opened) == 4


async def test_a_device_that_goes_is_absent_and_not_a_fault() -> None:
    async with kept(Played([[IDLE, DeviceGone()], [DeviceGone()], [READY]]), nothing) as supervisor:
        seen = await states_until(supervisor, READY)
    assert {each.state for each in seen} <= {DeviceState.ABSENT, DeviceState.IDLE, DeviceState.READY}


async def test_pauses_grow_up_to_their_cap() -> None:
    failing: list[list[Standing | str | Exception]] = [[DOWN] for _ in range(8)]
    device = Played([*failing, [READY]])
    async with kept(device, nothing) as supervisor:
        await states_until(supervisor, READY)
    pauses = [after - before for before, after in zip(device.opened, device.opened[1:], strict=False)]
    assert all(0.009 <= pause <= 0.08 for pause in pauses)
    assert pauses[-1] >= 0.018


async def test_an_open_device_is_closed_when_the_agent_ends() -> None:
    device = Played([[READY]])
    async with kept(device, nothing) as supervisor:
        await states_until(supervisor, READY)
        assert device.is_open
    assert not device.is_open


async def test_a_bug_in_a_driver_ends_the_program() -> None:
    supervisor = Supervisor(Ticking())
    supervisor.add(Played([[IDLE, KeyError("bug")]]), nothing)
    with pytest.raises(ExceptionGroup) as caught:
        await asyncio.wait_for(supervisor.run(), 5)
    assert caught.group_contains(KeyError)


async def test_two_devices_of_one_name_are_refused() -> None:
    supervisor = Supervisor(Ticking())
    supervisor.add(Played([]), nothing)
    with pytest.raises(ValueError, match="one name"):
        supervisor.add(Played([]), nothing)


async def test_without_devices_it_waits() -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(Supervisor(Ticking()).run(), 0.02)


@pytest.mark.parametrize(("state", "fault"), [(DeviceState.FAULT, None), (DeviceState.IDLE, FaultCode.IN_USE)])
def test_a_standing_has_a_fault_exactly_when_it_is_one(state: DeviceState, fault: FaultCode | None) -> None:
    with pytest.raises(ValueError, match="fault"):
        Standing(state, fault)


async def test_whoever_wants_each_change_is_told_also_of_those_that_pass_at_once() -> None:
    noted: list[DeviceStatus] = []
    supervisor = Supervisor(Ticking(), shortest_pause_seconds=0.01, noted=noted.append)
    supervisor.add(Played([[IDLE, READY, READY, DOWN]]), nothing)
    running = asyncio.create_task(supervisor.run())
    await states_until(supervisor, Standing(DeviceState.FAULT, FaultCode.SERVICE_DOWN))
    running.cancel()
    await asyncio.wait([running])
    assert [status.state for status in noted] == [
        DeviceState.ABSENT,
        DeviceState.IDLE,
        DeviceState.READY,
        DeviceState.FAULT,
    ]
