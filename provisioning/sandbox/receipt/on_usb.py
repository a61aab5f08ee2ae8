"""The same printer on an emulated USB: a backend for pyusb, so that the real driver finds and speaks with it."""

# ruff: noqa: ARG002  the signatures are those of pyusb

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import usb.core
from usb.backend import IBackend

from .mechanism import Mechanism

VENDOR, PRODUCT = 0x04B8, 0x0202
_IN, _OUT = 0x83, 0x02
_PACKET = 16 * 1024


class UsbPrinter(IBackend):  # type: ignore[misc]
    """One printer on one bus. `is_plugged` false: it was pulled, in the middle of whatever it did.

    `refusal` is the errno with which the system refuses it.
    """

    def __init__(self, mechanism: Mechanism) -> None:
        self.mechanism = mechanism
        self.is_plugged = True
        self.refusal = 0
        self._said = bytearray()

    def enumerate_devices(self) -> Iterator[UsbPrinter]:
        return iter([self] if self.is_plugged else [])

    def get_parent(self, dev: object) -> None:
        return None

    def get_device_descriptor(self, dev: object) -> SimpleNamespace:
        return _descriptor(
            *(18, 1), bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0, bMaxPacketSize0=64,
            idVendor=VENDOR, idProduct=PRODUCT, bcdDevice=0x100, iManufacturer=0, iProduct=0, iSerialNumber=0,
            bNumConfigurations=1, address=7, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: object, config: int) -> SimpleNamespace:
        if config:
            raise IndexError(config)
        return _descriptor(
            *(9, 2), wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0, bmAttributes=0xC0,
            bMaxPower=1,
        )  # fmt: skip

    def get_interface_descriptor(self, dev: object, intf: int, alt: int, config: int) -> SimpleNamespace:
        if intf or alt or config:
            raise IndexError(intf)
        return _descriptor(
            *(9, 4), bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2, bInterfaceClass=7,
            bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: object, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        return _descriptor(
            *(7, 5), bEndpointAddress=(_IN, _OUT)[ep], bmAttributes=2, wMaxPacketSize=64, bInterval=0, bRefresh=0,
            bSynchAddress=0,
        )  # fmt: skip

    def open_device(self, dev: object) -> UsbPrinter:
        self._there()
        return self

    def close_device(self, dev_handle: object) -> None:
        """Nothing is kept."""

    def set_configuration(self, dev_handle: object, config_value: int) -> None:
        self._there()

    def get_configuration(self, dev_handle: object) -> int:
        self._there()
        return 1

    def claim_interface(self, dev_handle: object, intf: int) -> None:
        self._there()

    def release_interface(self, dev_handle: object, intf: int) -> None:
        """Nothing is kept."""

    def reset_device(self, dev_handle: object) -> None:
        self._there()

    def bulk_write(self, dev_handle: object, ep: int, intf: int, data: Any, timeout: int) -> int:
        content = bytes(data)
        for at in range(0, len(content), _PACKET):
            self._there()
            packet = content[at : at + _PACKET]
            time.sleep(self.mechanism.seconds_for(len(packet)))
            self.mechanism.take(packet)
        return len(content)

    def bulk_read(self, dev_handle: object, ep: int, intf: int, buff: Any, timeout: int) -> int:
        ends = time.monotonic() + timeout / 1000
        while not self._said:
            self._there()
            self._said += self.mechanism.answers()
            if not self._said and time.monotonic() >= ends:
                raise usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
            time.sleep(0 if self._said else 0.005)
        count = min(len(buff), len(self._said))
        for at in range(count):
            buff[at] = self._said[at]
        del self._said[:count]
        return count

    def _there(self) -> None:
        if not self.is_plugged:
            raise usb.core.USBError("No such device (it may have been disconnected)", -4, errno.ENODEV)
        if self.refusal:
            raise usb.core.USBError("refused", -3, self.refusal)


def _descriptor(length: int, kind: int, **fields: object) -> SimpleNamespace:
    return SimpleNamespace(bLength=length, bDescriptorType=kind, extra_descriptors=[], **fields)
