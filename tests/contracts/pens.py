"""Every driver of a pen with the hand that writes with it: what the contract suite runs on."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from provisioning.sandbox.inputs.control import PenHand
from provisioning.sandbox.inputs.description import PEN
from provisioning.sandbox.inputs.service import InputService

from .following import Followed, emulated_inputs, following


@dataclass(frozen=True)
class Bench:
    """A tablet and the hand with its pen; the first of `matches` is its name, none of `others` means it."""

    driver: str
    service: InputService
    hand: PenHand
    matches: tuple[str, ...]
    others: tuple[str, ...]
    in_use: str = f"take:{errno.EBUSY}"
    forbidden: str = f"open:{errno.EACCES}"

    def followed(self, match: str = "", trouble: str = "") -> AbstractAsyncContextManager[Followed]:
        """The driver, opened, in a program of its own."""
        return following(self.service, self.driver, match or self.matches[0], trouble)


@asynccontextmanager
async def evdev() -> AsyncIterator[Bench]:
    """The emulated tablet."""
    matches = (PEN.name, "Tablet", "056a:00a8", "serial=PRACTICE-3", "port=0000:00:14.0/4.1")
    others = ("Wacom", "QR Reader", "serial=PRACTICE-1", "port=0000:00:14.0/4")
    async with emulated_inputs() as service:
        yield Bench("pen", service, service.pen_hand, matches, others)


BENCHES: dict[str, Callable[[], AbstractAsyncContextManager[Bench]]] = {"evdev": evdev}
