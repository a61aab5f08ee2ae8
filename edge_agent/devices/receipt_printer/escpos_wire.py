"""Bytes to a printer and back over python-escpos, on USB or on the network. Everything here blocks."""

from __future__ import annotations

import errno
import os
import shutil
import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import usb.core
import usb.util

from protocol.devices import FaultCode

from ...errors import DeviceError, DeviceGone
from .talk import Wire

# python-escpos reads 200 kB of printer models when it is imported, unless it is told of another file.
os.environ.setdefault("ESCPOS_CAPABILITIES_FILE", str(Path(__file__).with_name("capabilities.json")))

from escpos import capabilities
from escpos.exceptions import DeviceNotFoundError
from escpos.printer.network import Network
from escpos.printer.usb import Usb

# It keeps what it read there, for nobody.
shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)

_CONNECT_SECONDS = 5.0
_WRITE_SECONDS = 10.0
_READ_SECONDS = 1.0
_PRINTER_CLASS = 7
_BULK = 2
_FAULTS = {errno.EACCES: FaultCode.NO_PERMISSION, errno.EPERM: FaultCode.NO_PERMISSION, errno.EBUSY: FaultCode.IN_USE}


class NetworkWire(Wire):
    """A printer on the local network. Raises DeviceGone when nobody listens there."""

    def __init__(self, host: str, port: int, *, write_seconds: float = _WRITE_SECONDS) -> None:
        self._write_seconds = write_seconds
        self._printer = _Network(host, port, timeout=_CONNECT_SECONDS)
        try:
            self._printer.open()
        except DeviceNotFoundError:
            raise DeviceGone from None
        self._printer.device.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)

    def write(self, content: bytes) -> None:
        self._printer.device.settimeout(self._write_seconds)
        try:
            self._printer._raw(content)
        except TimeoutError:
            raise DeviceError(FaultCode.UNRESPONSIVE) from None
        except OSError:
            raise DeviceGone from None

    def read(self) -> bytes:
        self._printer.device.settimeout(_READ_SECONDS)
        try:
            came: bytes = self._printer._read()
        except TimeoutError:
            return b""
        except OSError:
            raise DeviceGone from None
        if not came:
            raise DeviceGone
        return came

    def close(self) -> None:
        self._printer.close()


class UsbWire(Wire):
    """A printer on USB; ids of 0 mean whichever printer is there. `backend` is one of pyusb's, None: libusb.

    Raises DeviceGone when none is there, DeviceError NO_PERMISSION or IN_USE.
    """

    def __init__(
        self, vendor_id: int = 0, product_id: int = 0, *, backend: object = None, write_seconds: float = _WRITE_SECONDS
    ) -> None:
        wanted = {"backend": backend, "custom_match": _is_printer}
        self._printer = _Usb(vendor_id, product_id, usb_args=wanted, timeout=round(write_seconds * 1000))
        try:
            self._printer.open()
            _take(self._printer)
        except DeviceNotFoundError as error:
            raise _meant(error.__context__) from None
        except usb.core.USBError as error:
            self.close()
            raise _meant(error) from None
        except usb.core.NoBackendError:
            raise DeviceGone from None

    def write(self, content: bytes) -> None:
        try:
            self._printer._raw(content)
        except usb.core.USBError as error:
            raise _meant(error) from None

    def read(self) -> bytes:
        try:
            return bytes(self._printer._read())
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            raise _meant(error) from None

    def close(self) -> None:
        with suppress(usb.core.USBError):
            self._printer.close()
        # What an unplugged printer could not give back must not be given back again by the garbage collector.
        self._printer.device = False


def printers(backend: object = None) -> Sequence[tuple[int, int]]:
    """The vendor and product ids of every printer that is plugged in. Raises DeviceError."""
    try:
        found = usb.core.find(find_all=True, custom_match=_is_printer, backend=backend)
        return [(device.idVendor, device.idProduct) for device in found]
    except usb.core.USBError as error:
        raise _meant(error) from None
    except usb.core.NoBackendError:
        raise DeviceGone from None


class _Network(Network):  # type: ignore[misc]
    """Closes its socket when nobody listens, instead of leaving it to the garbage collector."""

    _device: Any

    @property
    def device(self) -> Any:
        return super().device

    @device.setter
    def device(self, new: Any) -> None:
        if new is None and isinstance(self._device, socket.socket):
            self._device.close()
        self._device = new


class _Usb(Usb):  # type: ignore[misc]
    """Writes all of it: when a printer takes only a part in time, the library drops the rest."""

    def _raw(self, msg: bytes) -> None:
        while msg:
            msg = msg[self.device.write(self.out_ep, msg, self.timeout) :]


def _take(printer: Usb) -> None:
    """Claim the printer's interface and name its bulk endpoints, which differ from printer to printer."""
    device = printer.device
    face = next(face for face in device.get_active_configuration() if face.bInterfaceClass == _PRINTER_CLASS)
    # The library frees interface 0 only, and the system may take that again when it resets the printer.
    with suppress(NotImplementedError):
        if device.is_kernel_driver_active(face.bInterfaceNumber):
            device.detach_kernel_driver(face.bInterfaceNumber)
    usb.util.claim_interface(device, face.bInterfaceNumber)
    bulk = [each.bEndpointAddress for each in face if each.bmAttributes & 3 == _BULK]
    printer.in_ep, printer.out_ep = next(at for at in bulk if at & 0x80), next(at for at in bulk if not at & 0x80)


def _meant(error: object) -> DeviceError:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ETIMEDOUT:
        return DeviceError(FaultCode.UNRESPONSIVE)
    return DeviceError(_FAULTS[number]) if number in _FAULTS else DeviceGone()


def _is_printer(device: Any) -> bool:
    """Whether it has a printer's interface with bulk endpoints both ways."""
    for face in (face for each in device for face in each if face.bInterfaceClass == _PRINTER_CLASS):
        ways = {each.bEndpointAddress & 0x80 for each in face if each.bmAttributes & 3 == _BULK}
        if len(ways) == 2:
            return True
    return False
