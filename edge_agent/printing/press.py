"""Prints slips one after another, each at most once; what cannot be printed now waits, but not for ever."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from types import TracebackType
from typing import Protocol

import msgspec

from protocol.devices import DeviceState, FaultCode
from protocol.identifiers import new_id
from protocol.village.papers import Slip

from ..clock import Clock
from ..devices.receipt_printer.port import Band, HowFar, NotPrinted, Printed, ReceiptPrinter
from ..errors import NotStored
from ..log import logger
from .journal import Entry, Journal, PrintState

LONGEST_WAIT_SECONDS = 600.0

_TELL_AGAIN_SECONDS = 30.0
_LOOK_SECONDS = 0.5
_ABLE = {DeviceState.READY, DeviceState.BUSY}

_log = logger("printing")


class Progress(StrEnum):
    """What is said of a slip. WAITING: it cannot be printed now, but may be later; the others are final."""

    WAITING = "waiting"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PrintOutcome:
    """What became of one print of an application's slip; `fault` is a FaultCode or empty."""

    application: str
    print_id: str
    state: Progress
    fault: str = ""


Report = Callable[[PrintOutcome], Awaitable[None]]


class Raster(Protocol):
    """The part of `SlipRaster` that is needed here."""

    def slip(self, slip: Slip) -> Iterable[Band]:
        """The dots of a slip."""


@dataclass
class _Order:
    slip: Slip
    entry: Entry
    ends: float
    has_said_waiting: bool = False


class Press:
    """`async with` opens and closes the journal; `run` prints. What is ordered before `run` waits for it."""

    def __init__(
        self,
        printer: ReceiptPrinter,
        journal: Journal,
        raster: Raster,
        clock: Clock,
        report: Report,
        *,
        longest_wait_seconds: float = LONGEST_WAIT_SECONDS,
        look_seconds: float = _LOOK_SECONDS,
    ) -> None:
        self._printer = printer
        self._journal = journal
        self._raster = raster
        self._clock = clock
        self._report = report
        self._longest_wait_seconds = longest_wait_seconds
        self._look_seconds = look_seconds
        self._ordered: list[_Order] = []
        self._waiting: list[_Order] = []
        self._woken = asyncio.Event()

    async def __aenter__(self) -> Press:
        await asyncio.to_thread(self._journal.open)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self._journal.close)

    def order(self, slip: Slip) -> None:
        """Print a slip, under a print id of its own, when its turn comes. Does not wait."""
        entry = Entry(new_id(), slip.application, PrintState.ORDERED)
        ends = asyncio.get_running_loop().time() + self._longest_wait_seconds
        self._ordered.append(_Order(slip, entry, ends))
        self._woken.set()

    async def run(self) -> None:
        """Print until cancelled. What was being printed when the program last ended is reported, never printed."""
        while True:
            is_told = await self._told()
            await self._pause(is_told)
            await self._note_orders()
            await self._give_up_old_ones()
            if self._waiting and self._printer.status.state in _ABLE:
                await self._print(self._waiting[0])
            else:
                await self._say_waiting()

    async def _pause(self, is_told: bool) -> None:
        """Until there is something to do: at once with new orders, else a look at the printer now and then."""
        idle = None if is_told else _TELL_AGAIN_SECONDS
        with suppress(TimeoutError):
            async with asyncio.timeout(self._look_seconds if self._waiting else idle):
                await self._woken.wait()
        self._woken.clear()

    async def _note_orders(self) -> None:
        orders, self._ordered = self._ordered, []
        for order in orders:
            digest = hashlib.sha256(msgspec.json.encode(order.slip)).hexdigest()
            noted = partial(
                self._journal.order, order.entry, number=order.slip.number, digest=digest, at=self._clock.now()
            )
            if await self._is_written(noted):
                self._waiting.append(order)
            else:
                await self._say(order.entry, Progress.FAILED)

    async def _give_up_old_ones(self) -> None:
        now = asyncio.get_running_loop().time()
        for order in [order for order in self._waiting if order.ends <= now]:
            await self._end(order, PrintState.FAILED, order.entry.fault)

    async def _say_waiting(self) -> None:
        fault = self._printer.status.fault or FaultCode.OFFLINE
        for order in self._waiting:
            await self._wait(order, fault)

    async def _wait(self, order: _Order, fault: FaultCode) -> None:
        order.entry = replace(order.entry, state=PrintState.ORDERED, fault=fault)
        if not order.has_said_waiting:
            order.has_said_waiting = True
            await self._say(order.entry, Progress.WAITING)

    async def _print(self, order: _Order) -> None:
        order.entry = replace(order.entry, state=PrintState.BEGUN, fault="")
        if not await self._is_written(partial(self._journal.change, order.entry, self._clock.now())):
            await self._end(order, PrintState.FAILED, "")
            return
        match await self._printer.print(self._raster.slip(order.slip)):
            case Printed():
                await self._end(order, PrintState.PRINTED, "")
            case NotPrinted(fault, HowFar.NOTHING):
                await self._wait(order, fault)
                await self._is_written(partial(self._journal.change, order.entry, self._clock.now()))
            case NotPrinted(fault, HowFar.SOMETHING):
                await self._end(order, PrintState.FAILED, fault)
            case NotPrinted(fault, HowFar.UNKNOWN):
                await self._end(order, PrintState.UNKNOWN, fault)

    async def _end(self, order: _Order, state: PrintState, fault: str) -> None:
        self._waiting.remove(order)
        ended = replace(order.entry, state=state, fault=fault)
        _log.info("slip-ended", print_id=ended.print_id, state=state, fault=fault)
        if not await self._is_written(partial(self._journal.change, ended, self._clock.now())):
            await self._say(ended, Progress(state))

    async def _told(self) -> bool:
        """Report every print that has ended and was not reported; whether all of them are."""
        for entry in await asyncio.to_thread(self._journal.untold):
            if not await self._say(entry, Progress(entry.state)):
                return False
            await self._is_written(partial(self._journal.tell, entry.print_id))
        return True

    async def _say(self, entry: Entry, progress: Progress) -> bool:
        try:
            await self._report(PrintOutcome(entry.application, entry.print_id, progress, entry.fault))
        except NotStored:
            _log.warning("slip-not-reported", print_id=entry.print_id, state=progress)
            return False
        return True

    async def _is_written(self, write: Callable[[], None]) -> bool:
        """Whether the journal could note it; what it cannot note is not printed."""
        try:
            await asyncio.to_thread(write)
        except sqlite3.Error as error:
            _log.error("print-journal-failed", sqlite=getattr(error, "sqlite_errorname", ""))
            return False
        return True
