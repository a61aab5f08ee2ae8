"""The slip of an accepted application: ordered, shown as it comes, reported once, and printed again on command."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path

import pytest

from edge_agent.devices.receipt_printer.port import HowFar, NotPrinted
from edge_agent.errors import NotStored
from edge_agent.outbox.store import Stored
from edge_agent.printing.journal import Journal
from edge_agent.printing.press import PrintOutcome, Progress
from edge_agent.printing.raster import SlipRaster
from edge_agent.settings import ReceiptPrinterSettings
from edge_agent.visit.draft import SlipState
from edge_agent.visit.slips import Slips
from protocol.devices import FaultCode
from protocol.village.guidance import Guidance
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.applications import SlipCode, SlipReported
from protocol.wire.messages.commands import PrintSlip
from protocol.wire.messages.events import Body
from provisioning.site.catalogue import village_catalogue

from ..counter import HandClock
from ..devices.receipt_printer.practice import until
from ..printing.slips import slip
from ..printing.test_press import HandPrinter

CODES = (SlipCode("DSM1:C"), SlipCode("DSM1:K", "住民課"), SlipCode("DSM1:K", "もう無い課"))
WANTED = PrintSlip("application", "1-012", "TENKYO", "2026-11-23T01:20:00Z", False, CODES, {"住民課": 4})


class Desk:
    """Slips with a printer, an outbox and a screen, all in the hand of a test."""

    def __init__(self, file: Path, *, has_printer: bool = True) -> None:
        self.printer = HandPrinter()
        self.shown: list[tuple[str, SlipState]] = []
        self.reported: list[SlipReported] = []
        self.is_full = False
        self.raster = SlipRaster(ReceiptPrinterSettings(driver="usb"), village="道志村", is_practice=True)
        self.slips = Slips(
            self.printer if has_printer else None, self.raster, Journal(file), self, HandClock(),
            show=self._show, guidance=self._guidance,
        )  # fmt: skip

    async def put(self, kind: CoarseKind, body: Body) -> Stored:
        """Remember a report."""
        assert kind is CoarseKind.VISIT
        assert isinstance(body, SlipReported)
        if self.is_full:
            raise NotStored
        self.reported.append(body)
        return Stored("id", "epoch", 1)

    async def _show(self, application: str, state: SlipState) -> None:
        self.shown.append((application, state))

    def _guidance(self, day: date) -> Guidance:
        return Guidance(village_catalogue(), "", day)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Slips]:
        """One life."""
        async with self.slips:
            running = asyncio.create_task(self.slips.run())
            try:
                yield self.slips
            finally:
                running.cancel()
                with suppress(asyncio.CancelledError):
                    await running


async def test_a_slip_is_shown_as_printed_and_reported(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "slips.db")
    async with desk.running() as slips:
        assert slips.order is not None
        slips.order(slip())
        await until(lambda: bool(desk.reported))
    assert desk.shown == [("application-1-012", SlipState.PRINTED)]
    assert [(each.application, each.state, each.fault) for each in desk.reported] == [
        ("application-1-012", "printed", "")
    ]


async def test_a_slip_that_broke_off_is_no_slip_to_the_resident(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "slips.db")
    desk.printer.outcomes = [NotPrinted(FaultCode.PAPER_OUT, HowFar.UNKNOWN)]
    async with desk.running() as slips:
        assert slips.order is not None
        slips.order(slip())
        await until(lambda: bool(desk.reported))
    assert desk.shown == [("application-1-012", SlipState.FAILED)]
    assert [(each.state, each.fault) for each in desk.reported] == [("unknown", "paper-out")]


async def test_a_slip_that_waits_is_shown_and_not_reported(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "slips.db")
    await desk.slips.report(PrintOutcome("application", "print", Progress.WAITING, "cover-open"))
    assert (desk.shown, desk.reported) == ([("application", SlipState.FAILED)], [])


async def test_a_slip_is_printed_again_under_another_print_id_with_places_of_today(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "slips.db")
    async with desk.running() as slips:
        await slips.again(WANTED)
        await slips.again(WANTED)
        await until(lambda: len(desk.reported) == 2)
    assert len({each.print_id for each in desk.reported}) == 2
    assert len(desk.printer.begun) == 2


def test_the_places_of_a_slip_printed_again_are_those_of_the_catalogue(tmp_path: Path) -> None:
    made = Desk(tmp_path / "slips.db").slips.slip_of(WANTED)
    assert [(code.section, code.place, code.procedures) for code in made.codes] == [
        ("", "", 0), ("住民課", "1階 1番窓口", 4), ("もう無い課", "", 0),
    ]  # fmt: skip


async def test_without_a_printer_nothing_is_ordered_and_a_slip_wanted_again_has_failed(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "slips.db", has_printer=False)
    async with desk.running() as slips:
        assert slips.order is None
        await slips.again(WANTED)
        desk.is_full = True
        await slips.again(WANTED)
    assert [each.state for each in desk.reported] == ["failed"]
    assert not (tmp_path / "slips.db").exists()


@pytest.mark.parametrize("at", ["yesterday", "2026-11-23T01:20:00"])
async def test_a_slip_whose_time_cannot_be_read_is_left(tmp_path: Path, at: str) -> None:
    desk = Desk(tmp_path / "slips.db")
    async with desk.running() as slips:
        await slips.again(PrintSlip("application", "1-012", "TENKYO", at, False, CODES, {}))
        await asyncio.sleep(0.05)
    assert desk.printer.begun == []
