"""The receipt printer's own test: one short slip, while nobody's visit is in progress."""

from __future__ import annotations

import asyncio

import pytest

from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.receipt_printer.port import HowFar, NotPrinted
from edge_agent.health.card_reader import VisitInProgress
from edge_agent.health.receipt_printer import ReceiptPrinterCheck, TrialPrinted
from protocol.devices import DeviceState, FaultCode

from ..counter import HandClock
from ..printing.slips import OneBand
from ..printing.test_press import HandPrinter


def check(printer: HandPrinter, *, is_resting: bool = True) -> ReceiptPrinterCheck:
    """A check of this printer."""
    return ReceiptPrinterCheck(printer, OneBand(), HandClock(), is_resting=lambda: is_resting)


async def test_a_trial_slip_is_printed() -> None:
    printer = HandPrinter()
    found = await check(printer).look(5)
    assert isinstance(found, TrialPrinted)
    assert printer.begun == [20]


async def test_nothing_is_printed_beside_a_resident() -> None:
    printer = HandPrinter()
    assert await check(printer, is_resting=False).look(5) == VisitInProgress()
    assert printer.begun == []


@pytest.mark.parametrize(
    ("standing", "fault"),
    [
        (ABSENT, FaultCode.OFFLINE),
        (Standing(DeviceState.FAULT, FaultCode.PAPER_OUT), FaultCode.PAPER_OUT),
        (Standing(DeviceState.FAULT, FaultCode.COVER_OPEN), FaultCode.COVER_OPEN),
    ],
)
async def test_a_fault_is_told_and_nothing_is_sent(standing: Standing, fault: FaultCode) -> None:
    printer = HandPrinter()
    printer.status = standing
    assert await check(printer).look(5) is fault
    assert printer.begun == []


async def test_a_slip_that_does_not_come_out_is_a_fault() -> None:
    printer = HandPrinter()
    printer.outcomes = [NotPrinted(FaultCode.COVER_OPEN, HowFar.SOMETHING)]
    assert await check(printer).look(5) is FaultCode.COVER_OPEN


async def test_a_printer_that_takes_too_long_is_unresponsive() -> None:
    printer = HandPrinter()
    printer.jams = True
    async with asyncio.timeout(5):
        assert await check(printer).look(0.05) is FaultCode.UNRESPONSIVE
