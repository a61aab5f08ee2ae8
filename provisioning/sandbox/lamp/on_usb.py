"""A lamp that takes the commands of an NE-USB, on an emulated USB: the real driver finds and speaks with it."""

# ruff: noqa: ARG002, PLR0917  the signatures are those of pyusb

from __future__ import annotations

import errno
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import usb.core
from usb.backend import IBackend

from .place import LampPlace, Seen

VENDOR, PRODUCT = 0x191A, 0x6001
SERIAL = "LAMP-1"
_IN, _OUT = 0x81, 0x01
_CONTROL, _STATE = 0x00, 0x80
_KEPT_FROM = 8  # a nibble of 8 and more: it stays as it is
_PATTERNS = range(2, _KEPT_FROM)
_LANGUAGES = bytes((4, 3, 0x09, 0x04))


class UsbLamp(IBackend):  # type: ignore[misc]
    """One lamp on one bus. `refusal` is the errno with which the system refuses it; `is_mute`: it never answers."""

    def __init__(self, place: LampPlace) -> None:
        self.place = place
        self.refusal = 0
        self.is_mute = False
        self._was_asked = False
        self._led: tuple[int, ...] = (0, 0)

    def enumerate_devices(self) -> Iterator[UsbLamp]:
        return iter([self] if self.place.is_in else [])

    def get_parent(self, dev: object) -> None:
        return None

    def get_device_descriptor(self, dev: object) -> SimpleNamespace:
        return _descriptor(
            *(18, 1), bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0, bMaxPacketSize0=64,
            idVendor=VENDOR, idProduct=PRODUCT, bcdDevice=0x100, iManufacturer=0, iProduct=0, iSerialNumber=3,
            bNumConfigurations=1, address=9, bus=1, port_number=4, port_numbers=(1, 4), speed=2,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: object, config: int) -> SimpleNamespace:
        if config:
            raise IndexError(config)
        return _descriptor(
            *(9, 2), wTotalLength=41, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0, bmAttributes=0x80,
            bMaxPower=250,
        )  # fmt: skip

    def get_interface_descriptor(self, dev: object, intf: int, alt: int, config: int) -> SimpleNamespace:
        if intf or alt or config:
            raise IndexError(intf)
        return _descriptor(
            *(9, 4), bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2, bInterfaceClass=3,
            bInterfaceSubClass=0, bInterfaceProtocol=0, iInterface=0,
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: object, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        return _descriptor(
            *(7, 5), bEndpointAddress=(_IN, _OUT)[ep], bmAttributes=3, wMaxPacketSize=64, bInterval=10, bRefresh=0,
            bSynchAddress=0,
        )  # fmt: skip

    def open_device(self, dev: object) -> UsbLamp:
        self._there()
        return self

    def close_device(self, dev_handle: object) -> None:
        """Nothing is kept."""

    def get_configuration(self, dev_handle: object) -> int:
        self._there()
        return 1

    def is_kernel_driver_active(self, dev_handle: object, intf: int) -> bool:
        return False

    def claim_interface(self, dev_handle: object, intf: int) -> None:
        self._there()

    def release_interface(self, dev_handle: object, intf: int) -> None:
        """Nothing is kept."""

    def ctrl_transfer(
        self, dev_handle: object, kind: int, request: int, value: int, index: int, data: Any, timeout: int
    ) -> int:
        """Its words about itself: the languages, and its serial number."""
        self._there()
        serial = SERIAL.encode("utf-16-le")
        said = _LANGUAGES if value & 0xFF == 0 else bytes((2 + len(serial), 3)) + serial
        count = min(len(data), len(said))
        for at in range(count):
            data[at] = said[at]
        return count

    def intr_write(self, dev_handle: object, ep: int, intf: int, data: Any, timeout: int) -> int:
        self._there()
        content = bytes(data)
        if self.is_mute:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        if len(content) == 8 and content[0] == 0:
            self._was_asked = content[1] == _STATE
            if content[1] == _CONTROL:
                self._light(content[4])
        return len(content)

    def intr_read(self, dev_handle: object, ep: int, intf: int, buff: Any, timeout: int) -> int:
        self._there()
        if not self._was_asked:
            raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
        self._was_asked = False
        buff[0] = buff[1] = 0
        return 2

    def _light(self, led: int) -> None:
        colour, pattern = (
            new if new < _KEPT_FROM else old for new, old in zip(divmod(led, 16), self._led, strict=True)
        )
        self._led = colour, pattern
        if not colour or not pattern:
            self.place.show(Seen.DARK)
        else:
            self.place.show(Seen.BLINKING if pattern in _PATTERNS else Seen.LIT)

    def _there(self) -> None:
        if not self.place.is_in:
            raise usb.core.USBError("No such device (it may have been disconnected)", -4, errno.ENODEV)
        if self.refusal:
            raise usb.core.USBError("refused", -3, self.refusal)


def _descriptor(length: int, kind: int, **fields: object) -> SimpleNamespace:
    return SimpleNamespace(bLength=length, bDescriptorType=kind, extra_descriptors=[], **fields)
