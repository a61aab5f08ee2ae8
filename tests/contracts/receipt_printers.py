"""Every driver of a receipt printer with the hand at its printer: what the contract suite runs on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

from edge_agent.devices.receipt_printer.escpos_wire import NetworkWire, UsbWire
from edge_agent.devices.receipt_printer.port import ReceiptPrinter
from edge_agent.devices.receipt_printer.printer import EscposPrinter
from provisioning.sandbox.receipt.condition import Condition
from provisioning.sandbox.receipt.mechanism import Mechanism
from provisioning.sandbox.receipt.on_usb import PRODUCT, VENDOR, UsbPrinter
from provisioning.sandbox.receipt.server import ReceiptServer
from tests.provisioning.broker import free_port

POLL_SECONDS = 0.05


class Bench(Protocol):
    """A driver, closed, and the printer at the other end of its wire."""

    printer: ReceiptPrinter
    mechanism: Mechanism

    async def become(self, condition: Condition) -> None:
        """Let the printer stand otherwise, also unplugged."""


class _NetworkBench:
    def __init__(self, mechanism: Mechanism, server: ReceiptServer, port: int) -> None:
        self.mechanism, self._server = mechanism, server
        self.printer: ReceiptPrinter = EscposPrinter(
            name="receipt-printer", connect=lambda: NetworkWire("127.0.0.1", port), poll_seconds=POLL_SECONDS
        )

    async def become(self, condition: Condition) -> None:
        await self._server.become(condition)


class _UsbBench:
    def __init__(self, mechanism: Mechanism) -> None:
        self.mechanism, self.usb = mechanism, UsbPrinter(mechanism)
        self.printer: ReceiptPrinter = EscposPrinter(
            name="receipt-printer",
            connect=lambda: UsbWire(VENDOR, PRODUCT, backend=self.usb),
            poll_seconds=POLL_SECONDS,
        )

    async def become(self, condition: Condition) -> None:
        self.usb.is_plugged = not condition.is_unplugged
        await asyncio.to_thread(self.mechanism.become, condition)


@asynccontextmanager
async def _network(folder: Path) -> AsyncIterator[Bench]:
    mechanism, port = Mechanism(folder), free_port()
    async with ReceiptServer(mechanism, port=port) as server:
        yield _NetworkBench(mechanism, server, port)


@asynccontextmanager
async def _usb(folder: Path) -> AsyncIterator[Bench]:
    yield _UsbBench(Mechanism(folder))


BENCHES: dict[str, Callable[[Path], AbstractAsyncContextManager[Bench]]] = {"network": _network, "usb": _usb}
