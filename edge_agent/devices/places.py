"""What tells one device from another: its name and ids, its own serial number, or the port it hangs on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SERIAL, PORT = "serial=", "port="
_IDS = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}")
_BUS = re.compile(r"usb\d+")


@dataclass(frozen=True)
class Place:
    """One device. `ids` are `1eab:0022`; `port` is the USB controller and the ports of the hubs up to the device
    (`0000:01:00.0/1.2`), which stays the same whatever else is plugged in. "" where there is no such thing.
    """

    name: str = ""
    ids: str = ""
    serial: str = ""
    port: str = ""

    def is_meant(self, match: str) -> bool:
        """Whether `match` is `serial=…` or `port=…` of this very device, its ids, or a part of its name."""
        if match.startswith(SERIAL):
            return bool(self.serial) and self.serial == match.removeprefix(SERIAL)
        if match.startswith(PORT):
            return bool(self.port) and self.port == match.removeprefix(PORT)
        if _IDS.fullmatch(match.lower()):
            return self.ids == match.lower()
        return match in self.name

    @property
    def match(self) -> str:
        """The surest word that means this device: its serial number, else its port, else its ids."""
        if self.serial:
            return f"{SERIAL}{self.serial}"
        return f"{PORT}{self.port}" if self.port else self.ids or self.name


def place_of(device: Path) -> Place:
    """What /sys says of a device, given its directory there; an input device has a name of its own. Blocks."""
    usb = _usb_device(device)
    own = f"{_said(device / 'id/vendor')}:{_said(device / 'id/product')}"
    if usb is None:
        return Place(_said(device / "name"), own if own != ":" else "")
    ids = own if own != ":" else f"{_said(usb / 'idVendor')}:{_said(usb / 'idProduct')}"
    name = _said(device / "name") or _said(usb / "product")
    return Place(name, ids, _said(usb / "serial"), _port(usb))


def _usb_device(device: Path) -> Path | None:
    try:
        real = device.resolve(strict=True)
    except OSError:
        return None
    return next((place for place in (real, *real.parents) if (place / "idVendor").exists()), None)


def _port(usb: Path) -> str:
    bus = next((place for place in usb.parents if _BUS.fullmatch(place.name)), None)
    return "" if bus is None else f"{bus.parent.name}/{usb.name.partition('-')[2]}"


def _said(attribute: Path) -> str:
    try:
        return attribute.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def port_on_bus(bus: int, ports: str, listed: Path = Path("/sys/bus/usb/devices")) -> str:
    """The port of a device of which only the number of its bus is known, and its ports (`1.2`). Blocks."""
    try:
        controller = (listed / f"usb{bus}").resolve(strict=True).parent.name
    except OSError:
        return ""
    return f"{controller}/{ports}"
