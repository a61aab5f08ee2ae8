"""The technician's test of the code reader: any code will do, nothing of it is told but its length and kind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.code_reader.port import CodeEvent, CodeRead, CodeTorn
from edge_agent.health.card_reader import VisitInProgress
from edge_agent.health.code_reader import CodeBroke, CodeReaderCheck, CodeSpoke, FoundOfCodes, NoCodeCame
from protocol.codes import CodeKind, new_code
from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode


class StillReader:
    """A reader that only has a name."""

    kind = DeviceKind.CODE_READER
    name = "code-reader"
    status = ABSENT

    async def open(self) -> None:
        return

    async def close(self) -> None:
        return

    async def events(self) -> AsyncIterator[CodeEvent | Standing]:
        yield ABSENT


class Bench:
    """A check with what stands around it."""

    def __init__(self) -> None:
        self.passed_on: list[CodeEvent] = []
        self.is_resting = True
        self.state, self.fault = DeviceState.IDLE, None
        self.check = CodeReaderCheck(
            StillReader(), self, then=self._take, is_resting=lambda: self.is_resting, fault_seconds=0.2
        )

    def statuses(self) -> tuple[DeviceStatus, ...]:
        return (DeviceStatus(DeviceKind.CODE_READER, "code-reader", self.state, self.fault),)

    async def _take(self, event: CodeEvent) -> None:
        self.passed_on.append(event)

    async def looked(self, event: CodeEvent | None = None, seconds: float = 2.0) -> FoundOfCodes:
        """What a test finds, in which `event` comes."""
        looking = asyncio.create_task(self.check.look(seconds))
        await asyncio.sleep(0.05)
        if event is not None:
            await self.check.took(event)
        return await looking


@pytest.fixture
async def bench() -> Bench:
    return Bench()


@pytest.mark.parametrize(
    ("event", "found"),
    [
        (CodeRead(new_code(CodeKind.CASE).text), CodeSpoke(34, is_slips=True)),
        (CodeRead(new_code(CodeKind.CASE).text[:-1]), CodeSpoke(33, is_slips=False)),
        (CodeRead("4901234567894"), CodeSpoke(13, is_slips=False)),
        (CodeTorn(), CodeBroke()),
    ],
)
async def test_a_code_is_told_by_length_and_kind_and_goes_no_further(
    bench: Bench, event: CodeEvent, found: FoundOfCodes
) -> None:
    assert await bench.looked(event) == found
    assert bench.passed_on == []


async def test_without_a_test_every_code_goes_on(bench: Bench) -> None:
    code = CodeRead("4901234567894")
    await bench.check.took(code)
    await bench.looked(code)
    await bench.check.took(CodeTorn())
    assert bench.passed_on == [code, CodeTorn()]


async def test_no_code_in_time_is_told(bench: Bench) -> None:
    assert await bench.looked(seconds=0.1) == NoCodeCame()


async def test_a_reader_that_is_not_there_is_a_fault(bench: Bench) -> None:
    bench.state = DeviceState.ABSENT
    assert await bench.looked() is FaultCode.OFFLINE


async def test_a_fault_that_passes_is_none(bench: Bench) -> None:
    bench.state = DeviceState.ABSENT
    looking = asyncio.create_task(bench.check.look(2))
    await asyncio.sleep(0.1)
    bench.state = DeviceState.IDLE
    await asyncio.sleep(0.3)
    await bench.check.took(CodeRead("1"))
    assert await looking == CodeSpoke(1, is_slips=False)


async def test_a_residents_code_is_not_for_testing(bench: Bench) -> None:
    looking = asyncio.create_task(bench.check.look(2))
    await asyncio.sleep(0.05)
    bench.is_resting = False
    await bench.check.took(CodeRead("1"))
    assert await looking == VisitInProgress()
    assert bench.passed_on == [CodeRead("1")]
