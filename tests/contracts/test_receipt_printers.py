"""What every driver of a receipt printer keeps, whatever wire it speaks over."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from edge_agent.devices.base import ABSENT
from edge_agent.devices.catalog import REAL_DEVICES
from edge_agent.devices.receipt_printer.port import HowFar, NotPrinted, Printed
from edge_agent.errors import DeviceError, DeviceGone
from protocol.devices import DeviceKind, FaultCode
from provisioning.sandbox.receipt.condition import Condition
from tests.edge_agent.devices.receipt_printer.practice import (
    COVER_OPEN,
    PAPER_OUT,
    READY,
    dots,
    faulty,
    opened,
    picture,
    until,
)

from .receipt_printers import BENCHES, Bench

TWO_METRES = 16_000
SLOW = Condition(lines_per_second=2000)


@pytest.fixture(params=BENCHES)
async def bench(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bench]:
    async with BENCHES[request.param](tmp_path) as laid:
        yield laid


def lines(bench: Bench, folder: Path, number: int = 0) -> int:
    """How long a piece of paper is, without the feed before the cut."""
    return picture(bench.mechanism, folder, number).height


def test_every_driver_of_the_catalog_is_under_contract() -> None:
    assert set(REAL_DEVICES.receipt_printers) <= set(BENCHES)


async def test_a_closed_printer_is_absent_and_prints_nothing(bench: Bench) -> None:
    assert (bench.printer.kind, bench.printer.status) == (DeviceKind.RECEIPT_PRINTER, ABSENT)
    assert await bench.printer.print(dots(10)) == NotPrinted(FaultCode.OFFLINE, HowFar.NOTHING)
    await bench.printer.close()


async def test_it_says_where_it_stands_and_what_changes(bench: Bench) -> None:
    async with opened(bench.printer) as watched:
        assert bench.printer.status == READY
        for condition, standing in (
            (PAPER_OUT, faulty(FaultCode.PAPER_OUT)),
            (COVER_OPEN, faulty(FaultCode.COVER_OPEN)),
            (Condition(is_offline=True), faulty(FaultCode.OFFLINE)),
            (Condition(), READY),
        ):
            await bench.become(condition)
            await watched.until(standing)


async def test_what_is_printed_comes_out_as_it_was_drawn_and_is_cut_off(bench: Bench, tmp_path: Path) -> None:
    async with opened(bench.printer):
        assert await bench.printer.print(dots(700)) == Printed()
        drawn = b"".join(band.rows for band in dots(700))
        out = bytes(byte ^ 0xFF for byte in picture(bench.mechanism, tmp_path).tobytes())
    # One dot may be blacker where the picture would have been a command.
    assert len(drawn) == len(out)
    assert sum(a != b for a, b in zip(drawn, out, strict=True)) <= len(drawn) // 1000
    assert bench.mechanism.unknown == ()


async def test_two_slips_are_two_pieces_of_paper_in_order(bench: Bench, tmp_path: Path) -> None:
    async with opened(bench.printer):
        first, second = await asyncio.gather(bench.printer.print(dots(300)), bench.printer.print(dots(500)))
    assert (first, second) == (Printed(), Printed())
    assert (lines(bench, tmp_path, 1), lines(bench, tmp_path, 0)) == (300, 500)


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        (PAPER_OUT, FaultCode.PAPER_OUT),
        (COVER_OPEN, FaultCode.COVER_OPEN),
        (Condition(is_offline=True), FaultCode.OFFLINE),
        (Condition(is_mute=True), FaultCode.UNRESPONSIVE),
    ],
)
async def test_a_printer_that_cannot_print_is_sent_not_one_byte_of_it(
    bench: Bench, condition: Condition, fault: FaultCode
) -> None:
    async with opened(bench.printer):
        await bench.become(condition)
        assert await bench.printer.print(dots(300)) == NotPrinted(fault, HowFar.NOTHING)
        await bench.become(Condition())
    assert bench.mechanism.slips() == ()
    assert bench.mechanism.lines_out == 0


async def test_paper_that_runs_out_in_the_middle_is_told_and_the_rest_never_comes_out(
    bench: Bench, tmp_path: Path
) -> None:
    async with opened(bench.printer) as watched:
        await bench.become(Condition(lines_left=400))
        assert await bench.printer.print(dots(3000)) == NotPrinted(FaultCode.PAPER_OUT, HowFar.SOMETHING)
        await watched.until(faulty(FaultCode.PAPER_OUT))
        await bench.become(Condition())
        await watched.until(READY)
        assert (bench.mechanism.lines_out, bench.mechanism.slips()) == (400, ())
        assert await bench.printer.print(dots(100)) == Printed()
    assert (lines(bench, tmp_path, 1), lines(bench, tmp_path, 0)) == (400, 100)


async def test_a_cover_opened_in_the_middle_is_told(bench: Bench) -> None:
    async with opened(bench.printer):
        await bench.become(SLOW)
        printing = asyncio.create_task(bench.printer.print(dots(3000)))
        await until(lambda: bench.mechanism.lines_out > 0)
        await bench.become(COVER_OPEN)
        assert await printing == NotPrinted(FaultCode.COVER_OPEN, HowFar.SOMETHING)


async def test_a_printer_that_falls_silent_in_the_middle_leaves_it_unknown(bench: Bench) -> None:
    async with opened(bench.printer):
        await bench.become(SLOW)
        printing = asyncio.create_task(bench.printer.print(dots(3000)))
        await until(lambda: bench.mechanism.lines_out > 0)
        await bench.become(Condition(is_mute=True))
        assert await printing == NotPrinted(FaultCode.UNRESPONSIVE, HowFar.UNKNOWN)


async def test_a_printer_unplugged_in_the_middle_leaves_it_unknown_and_ends_the_driver(bench: Bench) -> None:
    async with opened(bench.printer):
        await bench.become(SLOW)
        printing = asyncio.create_task(bench.printer.print(dots(3000)))
        behind = asyncio.create_task(bench.printer.print(dots(100)))
        await until(lambda: bench.mechanism.lines_out > 0)
        await bench.become(Condition(is_unplugged=True))
        assert await printing == NotPrinted(FaultCode.OFFLINE, HowFar.UNKNOWN)
        assert await behind == NotPrinted(FaultCode.OFFLINE, HowFar.NOTHING)
        with pytest.raises(DeviceGone):
            async for _ in bench.printer.events():
                pass
        assert await bench.printer.print(dots(100)) == NotPrinted(FaultCode.OFFLINE, HowFar.NOTHING)


async def test_it_is_opened_again_after_a_loss_and_prints(bench: Bench) -> None:
    async with opened(bench.printer):
        pass
    await bench.become(Condition(is_unplugged=True))
    with pytest.raises(DeviceGone):
        async with opened(bench.printer):
            pass
    await bench.become(Condition())
    await bench.printer.close()
    async with opened(bench.printer):
        assert await bench.printer.print(dots(100)) == Printed()


async def test_a_mute_printer_cannot_be_opened(bench: Bench) -> None:
    await bench.become(Condition(is_mute=True))
    with pytest.raises(DeviceError, match=FaultCode.UNRESPONSIVE):
        async with opened(bench.printer):
            pass
    await bench.printer.close()


async def test_a_slip_of_two_metres_is_printed_in_bounded_bytes_and_time(bench: Bench, tmp_path: Path) -> None:
    async with opened(bench.printer):
        began = time.monotonic()
        assert await bench.printer.print(dots(TWO_METRES)) == Printed()
        assert time.monotonic() - began < 20
    assert lines(bench, tmp_path) == TWO_METRES
    assert bench.mechanism.received < TWO_METRES * 72 * 1.01


async def test_whoever_stops_waiting_does_not_stop_the_printing(bench: Bench, tmp_path: Path) -> None:
    async with opened(bench.printer):
        await bench.become(SLOW)
        printing = asyncio.create_task(bench.printer.print(dots(600)))
        await until(lambda: bench.mechanism.lines_out > 0)
        printing.cancel()
        assert await bench.printer.print(dots(100)) == Printed()
    assert lines(bench, tmp_path, 1) == 600
