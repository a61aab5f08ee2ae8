"""Every driver of a pen with the hand that writes with it: what the contract suite runs on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from provisioning.sandbox.inputs.control import PenHand
from provisioning.sandbox.inputs.description import PEN

from . import following
from .following import emulated_inputs

Bench = following.Bench[PenHand]


@asynccontextmanager
async def evdev() -> AsyncIterator[Bench]:
    """The emulated tablet."""
    matches = (PEN.name, "Tablet", "056a:00a8", "serial=PRACTICE-3", "port=0000:00:14.0/4.1")
    others = ("Wacom", "QR Reader", "serial=PRACTICE-1", "port=0000:00:14.0/4")
    async with emulated_inputs() as service:
        yield Bench("pen", service, service.pen_hand, matches, others)


BENCHES: dict[str, Callable[[], AbstractAsyncContextManager[Bench]]] = {"evdev": evdev}
