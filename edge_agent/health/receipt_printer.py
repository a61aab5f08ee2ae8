"""Whether the receipt printer works now: a short slip without a number is printed, and somebody looks at it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Never, Protocol

from protocol.devices import DeviceState, FaultCode

from ..clock import Clock
from ..devices.receipt_printer.port import Band, Printed, ReceiptPrinter
from .card_reader import VisitInProgress


@dataclass(frozen=True)
class TrialPrinted:
    """The printer says that a slip came out, after so many milliseconds."""

    milliseconds: int


FoundOfPaper = TrialPrinted | FaultCode | VisitInProgress


class Raster(Protocol):
    """The part of the raster that a check needs."""

    def trial(self, at: datetime) -> Iterable[Band]:
        """The dots of a trial slip."""


class ReceiptPrinterCheck:
    """Prints only while nobody's visit is in progress."""

    def __init__(
        self, printer: ReceiptPrinter, raster: Raster, clock: Clock, *, is_resting: Callable[[], bool]
    ) -> None:
        self._printer = printer
        self._raster = raster
        self._clock = clock
        self._is_resting = is_resting

    async def took(self, event: Never) -> None:
        """A printer has nothing to report but its standing."""

    async def look(self, seconds: float) -> FoundOfPaper:
        """Print a trial slip within so many seconds; one that takes longer is UNRESPONSIVE."""
        if not self._is_resting():
            return VisitInProgress()
        standing = self._printer.status
        if standing.state not in {DeviceState.READY, DeviceState.BUSY}:
            return standing.fault or FaultCode.OFFLINE
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(seconds):
                outcome = await self._printer.print(self._raster.trial(self._clock.now()))
        except TimeoutError:
            return FaultCode.UNRESPONSIVE
        return TrialPrinted(round((loop.time() - began) * 1000)) if isinstance(outcome, Printed) else outcome.fault
