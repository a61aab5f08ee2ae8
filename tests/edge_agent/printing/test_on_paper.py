"""Slips all the way onto paper: press, driver, supervisor and a printer that has its moods."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from edge_agent.devices.receipt_printer.escpos_wire import NetworkWire
from edge_agent.devices.receipt_printer.printer import EscposPrinter
from edge_agent.devices.supervisor import Supervisor
from edge_agent.printing.journal import Journal
from edge_agent.printing.press import Press, Progress
from edge_agent.printing.raster import SlipRaster
from edge_agent.settings import ReceiptPrinterSettings
from provisioning.sandbox.receipt.condition import Condition
from provisioning.sandbox.receipt.mechanism import Mechanism
from provisioning.sandbox.receipt.server import ReceiptServer
from tests.provisioning.broker import free_port

from ..counter import HandClock
from .slips import slip
from .test_press import Told


@dataclass
class Counter:
    """A press that runs, and the printer at the other end."""

    press: Press
    told: Told
    server: ReceiptServer
    mechanism: Mechanism


async def nothing(_: object) -> None:
    """A printer reports nothing but its standing."""


@pytest.fixture
async def counter(tmp_path: Path) -> AsyncIterator[Counter]:
    mechanism, port, told = Mechanism(tmp_path / "slips"), free_port(), Told()
    printer = EscposPrinter(name="printer", connect=lambda: NetworkWire("127.0.0.1", port), poll_seconds=0.05)
    raster = SlipRaster(ReceiptPrinterSettings(driver="network"), village="道志村", is_practice=True)
    raster.load()
    supervisor = Supervisor(HandClock(), shortest_pause_seconds=0.01, longest_pause_seconds=0.05)
    supervisor.add(printer, nothing)
    press = Press(printer, Journal(tmp_path / "slips.db"), raster, HandClock(), told.report, look_seconds=0.02)
    async with ReceiptServer(mechanism, port=port) as server, press:
        running = [asyncio.create_task(part.run()) for part in (supervisor, press)]
        try:
            yield Counter(press, told, server, mechanism)
        finally:
            for task in running:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


async def test_the_codes_on_the_paper_are_those_of_the_slip(counter: Counter) -> None:
    wanted = slip()
    counter.press.order(wanted)
    await counter.told.until(Progress.PRINTED)
    assert [drawn.codes for drawn in counter.mechanism.slips()] == [tuple(code.text for code in wanted.codes)]


@pytest.mark.parametrize(
    "condition", [Condition(lines_left=0), Condition(is_cover_open=True), Condition(is_unplugged=True)]
)
async def test_a_slip_waits_for_the_printer_and_comes_out_once(counter: Counter, condition: Condition) -> None:
    await counter.server.become(condition)
    await asyncio.sleep(0.2)
    counter.press.order(slip())
    await counter.told.until(Progress.WAITING)
    assert counter.mechanism.slips() == ()
    await counter.server.become(Condition())
    await counter.told.until(Progress.PRINTED)
    await asyncio.sleep(0.2)
    assert len(counter.mechanism.slips()) == 1


async def test_a_slip_that_broke_off_has_failed_and_the_next_one_is_whole(counter: Counter) -> None:
    await counter.server.become(Condition(lines_left=500))
    counter.press.order(slip("1-001"))
    await counter.told.until(Progress.FAILED)
    await counter.server.become(Condition())
    following = slip("1-002")
    counter.press.order(following)
    await counter.told.until(Progress.PRINTED)
    newest, fragment = counter.mechanism.slips()
    assert newest.codes == tuple(code.text for code in following.codes)
    assert len(fragment.codes) < len(following.codes)
