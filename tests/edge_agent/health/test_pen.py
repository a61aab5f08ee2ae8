"""The technician's test of the pen: any line will do, only points, time and strength of it are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.pen.port import PenAt, PenDown, PenEvent, PenUp
from edge_agent.health.card_reader import VisitInProgress
from edge_agent.health.pen import FoundOfPen, NoLineCame, PenCheck, PenWrote
from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode

LINE: tuple[PenEvent, ...] = (PenDown(0.5), PenAt(100, 0.1, 0.1, 400), PenAt(180, 0.2, 0.1, 2048), PenUp())


class StillPen:
    """A pen that only has a name."""

    kind = DeviceKind.PEN
    name = "pen"
    status = ABSENT

    async def open(self) -> None:
        return

    async def close(self) -> None:
        return

    async def events(self) -> AsyncIterator[PenEvent | Standing]:
        yield ABSENT


class Bench:
    """A check with what stands around it."""

    def __init__(self) -> None:
        self.passed_on: list[PenEvent] = []
        self.is_resting = True
        self.state = DeviceState.IDLE
        self.check = PenCheck(StillPen(), self, then=self._take, is_resting=lambda: self.is_resting, fault_seconds=0.2)

    def statuses(self) -> tuple[DeviceStatus, ...]:
        return (DeviceStatus(DeviceKind.PEN, "pen", self.state),)

    async def _take(self, event: PenEvent) -> None:
        self.passed_on.append(event)

    async def looked(self, *events: PenEvent, seconds: float = 2.0) -> FoundOfPen:
        """What a test finds, in which these come."""
        looking = asyncio.create_task(self.check.look(seconds))
        await asyncio.sleep(0.05)
        for event in events:
            await self.check.took(event)
        return await looking


@pytest.fixture
async def bench() -> Bench:
    return Bench()


async def test_a_line_is_told_by_points_time_and_strength_and_others_have_it_too(bench: Bench) -> None:
    assert await bench.looked(*LINE) == PenWrote(2, 80, 50)
    assert bench.passed_on == list(LINE)


async def test_a_dot_is_no_line_and_half_a_line_from_before_does_not_count(bench: Bench) -> None:
    for event in LINE[:3]:
        await bench.check.took(event)
    assert await bench.looked(PenUp(), PenDown(0.5), PenAt(1, 0, 0, 9), PenUp(), seconds=0.2) == NoLineCame()


async def test_a_tablet_that_is_not_there_is_a_fault_and_a_resident_ends_the_test(bench: Bench) -> None:
    bench.state = DeviceState.ABSENT
    assert await bench.looked() is FaultCode.OFFLINE
    bench.is_resting = False
    assert await bench.looked(*LINE) == VisitInProgress()
