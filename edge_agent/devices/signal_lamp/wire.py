"""Commands to a lamp over pyusb. Everything here blocks."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import usb.core
import usb.util

from protocol.devices import FaultCode

from ...errors import DeviceError, DeviceGone
from ..places import Place, port_on_bus
from ..refusals import refusal
from . import language
from .port import Signal

_MILLISECONDS = 1000


class LampWire:
    """The first lamp that `match` means, "" any. Raises DeviceGone, DeviceError. `backend` None: libusb."""

    def __init__(self, match: str = "", *, backend: object = None) -> None:
        self._device = _found(match, backend)
        try:
            _take(self._device)
        except usb.core.USBError as error:
            self.close()
            raise _meant(error) from None

    def say(self, signal: Signal) -> None:
        """Let it say something. Raises DeviceError."""
        self._write(language.command(signal))

    def ask(self) -> None:
        """Whether it still answers. Raises DeviceError, UNRESPONSIVE when it does not."""
        self._write(language.ASK)
        try:
            self._device.read(language.IN, language.STATE_BYTES, _MILLISECONDS)
        except usb.core.USBError as error:
            raise _meant(error) from None

    def close(self) -> None:
        """Give it back. Never raises."""
        with suppress(usb.core.USBError):
            usb.util.dispose_resources(self._device)

    def _write(self, content: bytes) -> None:
        try:
            written = self._device.write(language.OUT, content, _MILLISECONDS)
        except usb.core.USBError as error:
            raise _meant(error) from None
        if written != len(content):
            raise DeviceError(FaultCode.UNRESPONSIVE)


def lamps(backend: object = None) -> Sequence[Place]:
    """Every lamp that is plugged in. Raises DeviceError."""
    return [place for _, place in _plugged_in(backend)]


def _found(match: str, backend: object) -> Any:
    found = next((lamp for lamp, place in _plugged_in(backend) if not match or place.is_meant(match)), None)
    if found is None:
        raise DeviceGone
    return found


def _plugged_in(backend: object) -> list[tuple[Any, Place]]:
    try:
        found = usb.core.find(find_all=True, idVendor=language.VENDOR, idProduct=language.PRODUCT, backend=backend)
        return [(lamp, _place(lamp)) for lamp in found]
    except usb.core.USBError as error:
        raise _meant(error) from None
    except usb.core.NoBackendError:
        raise DeviceGone from None


def _take(device: Any) -> None:
    with suppress(NotImplementedError):
        if device.is_kernel_driver_active(0):
            device.detach_kernel_driver(0)
    usb.util.claim_interface(device, 0)


def _place(device: Any) -> Place:
    ids = f"{device.idVendor:04x}:{device.idProduct:04x}"
    ports = ".".join(map(str, device.port_numbers or ()))
    return Place("NE-USB", ids, _serial(device), port_on_bus(device.bus, ports))


def _serial(device: Any) -> str:
    try:
        return usb.util.get_string(device, device.iSerialNumber) or "" if device.iSerialNumber else ""
    except (usb.core.USBError, ValueError):
        return ""


def _meant(error: usb.core.USBError) -> DeviceError:
    if error.errno == errno.ETIMEDOUT:
        return DeviceError(FaultCode.UNRESPONSIVE)
    return refusal(error)
