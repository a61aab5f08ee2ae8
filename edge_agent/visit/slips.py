"""The slips of accepted applications: ordered once, shown to the resident as they come, and reported to central."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from types import TracebackType
from typing import Protocol

from protocol.identifiers import new_id
from protocol.village.guidance import Guidance
from protocol.village.papers import PrintedCode, Slip
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.applications import SlipReported
from protocol.wire.messages.commands import PrintSlip
from protocol.wire.messages.events import Body

from ..clock import Clock, business_day, moment_of
from ..devices.receipt_printer.port import ReceiptPrinter
from ..errors import NotStored
from ..log import logger
from ..outbox.store import Stored
from ..printing.journal import Journal
from ..printing.press import Press, PrintOutcome, Progress
from ..printing.raster import SlipRaster
from .draft import SlipState

# A slip that waits for paper, or of which nobody knows, is none the resident can count on.
_SHOWN = {
    Progress.WAITING: SlipState.FAILED,
    Progress.PRINTED: SlipState.PRINTED,
    Progress.FAILED: SlipState.FAILED,
    Progress.UNKNOWN: SlipState.FAILED,
}

_log = logger("slips")


class Shelf(Protocol):
    """The part of the outbox that this needs."""

    async def put(self, kind: CoarseKind, body: Body) -> Stored:
        """Store an event; it is accepted when this returns. Raises NotStored."""


class Slips:
    """`async with` opens and closes the journal. Without a printer nothing can be ordered, and central is told so.

    `show` tells the screen how far a slip has come; `guidance` knows where the sections are.
    """

    def __init__(
        self,
        printer: ReceiptPrinter | None,
        raster: SlipRaster,
        journal: Journal,
        outbox: Shelf,
        clock: Clock,
        *,
        show: Callable[[str, SlipState], Awaitable[object]],
        guidance: Callable[[date], Guidance | None],
    ) -> None:
        self._raster = raster
        self._outbox = outbox
        self._clock = clock
        self._show = show
        self._guidance = guidance
        self._press = None if printer is None else Press(printer, journal, raster, clock, self.report)

    @property
    def order(self) -> Callable[[Slip], None] | None:
        """Orders a slip without waiting for it; None where there is no printer."""
        return None if self._press is None else self._press.order

    async def __aenter__(self) -> Slips:
        if self._press is not None:
            await asyncio.to_thread(self._raster.load)
            await self._press.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._press is not None:
            await self._press.__aexit__(kind, error, trace)

    async def run(self) -> None:
        """Print until cancelled."""
        await (asyncio.Event().wait() if self._press is None else self._press.run())

    async def report(self, outcome: PrintOutcome) -> None:
        """Show how far a slip has come, and tell central how it ended. Raises NotStored."""
        await self._show(outcome.application, _SHOWN[outcome.state])
        if outcome.state is not Progress.WAITING:
            told = SlipReported(outcome.application, outcome.print_id, outcome.state, outcome.fault)
            await self._outbox.put(CoarseKind.VISIT, told)

    async def again(self, wanted: PrintSlip) -> None:
        """Central wants a slip once more: under a print id of its own."""
        try:
            slip = self.slip_of(wanted)
        except ValueError:
            _log.warning("slip-unreadable", application=wanted.application)
            return
        if self._press is not None:
            self._press.order(slip)
            return
        try:
            await self.report(PrintOutcome(wanted.application, new_id(), Progress.FAILED))
        except NotStored:
            _log.warning("slip-not-reported", application=wanted.application)

    def slip_of(self, wanted: PrintSlip) -> Slip:
        """The slip that central wants again, with the places of today. Raises ValueError for a time that is none."""
        guidance = self._guidance(business_day(self._clock.now()))
        departments = () if guidance is None else guidance.catalogue.departments
        places = {each.section: each.place for each in departments}
        codes = tuple(
            PrintedCode(code.text, code.section, places.get(code.section, ""), wanted.procedures.get(code.section, 0))
            for code in wanted.codes
        )
        at = moment_of(wanted.accepted_at)
        return Slip(wanted.application, wanted.number, at, wanted.life_event, wanted.offline, codes)
