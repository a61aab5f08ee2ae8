"""Whether the pen works now: somebody draws a line, and only how it came is told, never where."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protocol.devices import DeviceState, FaultCode

from ..devices.pen.port import STRONGEST, Pen, PenAt, PenDown, PenEvent, PenUp
from .card_reader import Devices, VisitInProgress

_STEP_SECONDS = 0.1
_FEWEST_POINTS = 2


@dataclass(frozen=True)
class PenWrote:
    """A whole line came: of so many points, in so many milliseconds, pressed so hard at the most (percent)."""

    points: int
    milliseconds: int
    pressed: int


@dataclass(frozen=True)
class NoLineCame:
    """The tablet works as far as it says, but no line was drawn in time."""


FoundOfPen = PenWrote | FaultCode | NoLineCame | VisitInProgress


class PenCheck:
    """Stands between the pen and whoever takes its lines, who is always told first.

    `fault_seconds`: how long a fault has to last.
    """

    def __init__(
        self,
        pen: Pen,
        devices: Devices,
        *,
        then: Callable[[PenEvent], Awaitable[None]],
        is_resting: Callable[[], bool],
        fault_seconds: float = 2.0,
    ) -> None:
        self._pen = pen
        self._devices = devices
        self._then = then
        self._is_resting = is_resting
        self._fault_seconds = fault_seconds
        self._looking: asyncio.Future[PenWrote] | None = None
        self._line: list[tuple[int, int]] = []

    async def took(self, event: PenEvent) -> None:
        """The pen has written."""
        await self._then(event)
        match event:
            case PenDown():
                self._line.clear()
            case PenAt() if self._looking is not None:
                self._line.append((event.at, event.pressure))
            case PenUp():
                self._lifted()

    async def look(self, seconds: float) -> FoundOfPen:
        """Wait so long for a line, or for a fault that lasts. Ends as soon as a visit begins."""
        self._looking = asyncio.get_running_loop().create_future()
        try:
            return await self._found(self._looking, seconds)
        finally:
            self._looking = None
            self._line.clear()

    async def _found(self, looking: asyncio.Future[PenWrote], seconds: float) -> FoundOfPen:
        loop = asyncio.get_running_loop()
        ends, worked = loop.time() + seconds, loop.time()
        while self._is_resting():
            if looking.done():
                return looking.result()
            fault, now = self._fault(), loop.time()
            worked = now if fault is None else worked
            if fault is not None and now - worked >= self._fault_seconds:
                return fault
            if now >= ends:
                return NoLineCame()
            await asyncio.wait([looking], timeout=_STEP_SECONDS)
        return VisitInProgress()

    def _lifted(self) -> None:
        line, self._line = self._line, []
        if self._looking is None or self._looking.done() or len(line) < _FEWEST_POINTS:
            return
        strongest = max(pressure for _, pressure in line)
        self._looking.set_result(PenWrote(len(line), line[-1][0] - line[0][0], strongest * 100 // STRONGEST))

    def _fault(self) -> FaultCode | None:
        status = next(status for status in self._devices.statuses() if status.name == self._pen.name)
        return FaultCode.OFFLINE if status.state is DeviceState.ABSENT else status.fault
