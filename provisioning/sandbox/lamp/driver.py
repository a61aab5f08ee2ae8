"""The catalog of the practice agent: every real driver, and the real lamp's on an emulated USB."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from edge_agent.devices.catalog import REAL_DEVICES, Catalog
from edge_agent.devices.signal_lamp.lamp import UsbSignalLamp
from edge_agent.devices.signal_lamp.wire import LampWire
from edge_agent.settings import SignalLampSettings

from .on_usb import UsbLamp
from .place import PRACTICE_LAMP, LampPlace


def with_lamp(folder: Path) -> Catalog:
    """What settings may choose at a practice counter."""
    usb = UsbLamp(LampPlace(folder))

    def make(settings: SignalLampSettings) -> UsbSignalLamp:
        return UsbSignalLamp(name="signal-lamp", connect=lambda: LampWire(settings.match, backend=usb))

    return replace(REAL_DEVICES, signal_lamps={**REAL_DEVICES.signal_lamps, PRACTICE_LAMP: make})
