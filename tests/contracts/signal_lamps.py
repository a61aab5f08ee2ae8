"""Every driver of a signal lamp with somebody who looks at it: what the contract suite runs on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from edge_agent.devices.signal_lamp.lamp import UsbSignalLamp
from edge_agent.devices.signal_lamp.wire import LampWire
from provisioning.sandbox.lamp.on_usb import UsbLamp
from provisioning.sandbox.lamp.place import LampPlace

ASK_SECONDS = 0.05


class Bench:
    """A driver, closed, and the lamp at the other end of its cable; none of `others` means it."""

    matches = ("", "serial=LAMP-1", "191a:6001")
    others = ("serial=LAMP-2", "port=0000:00:14.0/9", "191a:8003")

    def __init__(self, folder: Path) -> None:
        self.place = LampPlace(folder)
        self.usb = UsbLamp(self.place)
        self.lamp = self.driver()

    def driver(self, match: str = "") -> UsbSignalLamp:
        """Another driver for the same lamp."""
        return UsbSignalLamp(
            name="signal-lamp", connect=lambda: LampWire(match, backend=self.usb), ask_seconds=ASK_SECONDS
        )


BENCHES: dict[str, Callable[[Path], Bench]] = {"ne-usb": Bench}
