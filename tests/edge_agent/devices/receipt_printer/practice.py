"""Practice printers for tests: both kinds of wires with a hand at the printer, and dots to print."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from PIL import Image

from edge_agent.devices.base import Standing
from edge_agent.devices.receipt_printer.port import WIDTH_BYTES, Band, ReceiptPrinter
from protocol.devices import DeviceState, FaultCode
from provisioning.sandbox.receipt.condition import Condition
from provisioning.sandbox.receipt.mechanism import Mechanism

READY = Standing(DeviceState.READY)
BUSY = Standing(DeviceState.BUSY)


def faulty(fault: FaultCode) -> Standing:
    """The standing of a fault."""
    return Standing(DeviceState.FAULT, fault)


def dots(lines: int, *, each: int = 200) -> Iterator[Band]:
    """So many lines of a pattern that is never the same twice in a row, in bands."""
    for start in range(0, lines, each):
        count = min(each, lines - start)
        yield Band(b"".join((start + at).to_bytes(2, "big") * (WIDTH_BYTES // 2) for at in range(count)))


def picture(mechanism: Mechanism, folder: Path, number: int = 0) -> Image.Image:
    """A piece of paper that was cut off, 0 for the newest."""
    with Image.open(folder / mechanism.slips()[number].name) as opened_file:
        return opened_file.copy()


class Watched:
    """An open printer whose standings are waited for; it is opened again when its driver ends, as the agent does."""

    def __init__(self, printer: ReceiptPrinter) -> None:
        self.printer = printer

    async def until(self, standing: Standing) -> None:
        """Wait until it stands so."""
        await until(lambda: self.printer.status == standing)


@asynccontextmanager
async def opened(printer: ReceiptPrinter) -> AsyncIterator[Watched]:
    """The printer while the block runs, its standings followed."""
    await printer.open()
    try:
        yield Watched(printer)
    finally:
        await printer.close()


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110  what is waited for knows no event
            await asyncio.sleep(0.005)


PAPER_OUT = Condition(lines_left=0)
COVER_OPEN = Condition(is_cover_open=True)
