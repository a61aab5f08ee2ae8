"""Every driver of a code reader with the hand that holds codes before it: what the contract suite runs on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from provisioning.sandbox.inputs.control import ScannerHand
from provisioning.sandbox.inputs.description import NAME, SERIAL_READER

from . import following
from .following import emulated_inputs

Bench = following.Bench[ScannerHand]


@asynccontextmanager
async def evdev() -> AsyncIterator[Bench]:
    """The emulated reader that types."""
    matches = (NAME, "QR Reader", "1eab:0022", "1EAB:0022", "serial=PRACTICE-1", "port=0000:00:14.0/2")
    others = ("Keyboard", "1eab:0023", "serial=PRACTICE", "port=0000:00:14.0/3", "Signature")
    async with emulated_inputs() as service:
        yield Bench("evdev", service, service.hand, matches, others)


@asynccontextmanager
async def serial() -> AsyncIterator[Bench]:
    """The emulated reader on a serial line."""
    matches = (SERIAL_READER.name, "Serial", "1eab:1d06", "serial=PRACTICE-2", "port=0000:00:14.0/3")
    others = ("Modem", "1eab:0022", "serial=PRACTICE-1", "port=0000:00:14.0/2")
    async with emulated_inputs() as service:
        await service.serial_hand.plug_in()
        yield Bench("serial", service, service.serial_hand, matches, others)


BENCHES: dict[str, Callable[[], AbstractAsyncContextManager[Bench]]] = {"evdev": evdev, "serial": serial}
