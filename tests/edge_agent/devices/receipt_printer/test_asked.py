"""A printer is asked how it stands, over every wire: it answers itself, and no paper is used."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from edge_agent.devices.receipt_printer.port import Asked
from protocol.devices import FaultCode
from tests.contracts.receipt_printers import BENCHES, Bench

from .practice import PAPER_OUT, opened


@pytest.fixture(params=BENCHES)
async def bench(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bench]:
    async with BENCHES[request.param](tmp_path) as laid:
        yield laid


async def test_a_printer_says_itself_how_it_stands(bench: Bench) -> None:
    printer: object = bench.printer
    assert isinstance(printer, Asked)
    assert await printer.ask() is FaultCode.OFFLINE
    async with opened(bench.printer):
        assert await printer.ask() is None
        await bench.become(PAPER_OUT)
        assert await printer.ask() is FaultCode.PAPER_OUT
    assert await printer.ask() is FaultCode.OFFLINE
