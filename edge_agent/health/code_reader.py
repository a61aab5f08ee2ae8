"""Whether the code reader works now: any code is held before it, and only its length and kind are told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from protocol.codes import Code, read_code
from protocol.devices import DeviceState, DeviceStatus, FaultCode

from ..devices.code_reader.port import CodeEvent, CodeReader, CodeTorn
from .card_reader import VisitInProgress

_STEP_SECONDS = 0.1


@dataclass(frozen=True)
class CodeSpoke:
    """A whole code was read. `is_slips`: it is the code of a slip, and rightly read."""

    signs: int
    is_slips: bool


@dataclass(frozen=True)
class CodeBroke:
    """A code was read, but not whole."""


@dataclass(frozen=True)
class NoCodeCame:
    """The reader works as far as it says, but no code was held before it in time."""


FoundOfCodes = CodeSpoke | CodeBroke | FaultCode | NoCodeCame | VisitInProgress


class Devices(Protocol):
    """The part of the supervisor that a check needs."""

    def statuses(self) -> tuple[DeviceStatus, ...]:
        """Every device now."""


class CodeReaderCheck:
    """Stands between the reader and whoever takes its codes; while it looks, a code is its own and goes no further.

    `fault_seconds`: how long a fault has to last.
    """

    def __init__(
        self,
        reader: CodeReader,
        devices: Devices,
        *,
        then: Callable[[CodeEvent], Awaitable[None]],
        is_resting: Callable[[], bool],
        fault_seconds: float = 2.0,
    ) -> None:
        self._reader = reader
        self._devices = devices
        self._then = then
        self._is_resting = is_resting
        self._fault_seconds = fault_seconds
        self._looking: asyncio.Future[CodeEvent] | None = None

    async def took(self, event: CodeEvent) -> None:
        """The reader has read a code, or half of one."""
        if self._looking is None or self._looking.done() or not self._is_resting():
            await self._then(event)
        else:
            self._looking.set_result(event)

    async def look(self, seconds: float) -> FoundOfCodes:
        """Wait so long for a code, or for a fault that lasts. Ends as soon as a visit begins."""
        self._looking = asyncio.get_running_loop().create_future()
        try:
            return await self._found(self._looking, seconds)
        finally:
            self._looking = None

    async def _found(self, looking: asyncio.Future[CodeEvent], seconds: float) -> FoundOfCodes:
        loop = asyncio.get_running_loop()
        ends, worked = loop.time() + seconds, loop.time()
        while self._is_resting():
            if looking.done():
                return _told(looking.result())
            fault, now = self._fault(), loop.time()
            worked = now if fault is None else worked
            if fault is not None and now - worked >= self._fault_seconds:
                return fault
            if now >= ends:
                return NoCodeCame()
            await asyncio.wait([looking], timeout=_STEP_SECONDS)
        return VisitInProgress()

    def _fault(self) -> FaultCode | None:
        status = next(status for status in self._devices.statuses() if status.name == self._reader.name)
        return FaultCode.OFFLINE if status.state is DeviceState.ABSENT else status.fault


def _told(event: CodeEvent) -> FoundOfCodes:
    if isinstance(event, CodeTorn):
        return CodeBroke()
    return CodeSpoke(len(event.text), isinstance(read_code(event.text), Code))
