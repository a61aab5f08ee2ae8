"""What only the USB wire knows: which printer it is, and why it may not be used."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from usb.core import USBError

from edge_agent.devices.receipt_printer.escpos_wire import UsbWire
from edge_agent.errors import DeviceError, DeviceGone
from protocol.devices import FaultCode
from provisioning.sandbox.receipt.mechanism import Mechanism
from provisioning.sandbox.receipt.on_usb import UsbPrinter


@pytest.fixture
def usb(tmp_path: Path) -> UsbPrinter:
    return UsbPrinter(Mechanism(tmp_path))


def test_without_ids_whichever_printer_is_there_is_taken(usb: UsbPrinter) -> None:
    wire = UsbWire(backend=usb)
    wire.write(b"\x10\x04\x01")
    assert wire.read() == b"\x12"
    wire.close()


def test_a_printer_with_other_ids_is_none(usb: UsbPrinter) -> None:
    with pytest.raises(DeviceGone):
        UsbWire(0x1234, 0x0001, backend=usb)


@pytest.mark.parametrize(
    ("refusal", "fault"),
    [(errno.EACCES, FaultCode.NO_PERMISSION), (errno.EBUSY, FaultCode.IN_USE), (errno.EIO, FaultCode.OFFLINE)],
)
def test_a_refusal_is_told_by_its_reason(usb: UsbPrinter, refusal: int, fault: FaultCode) -> None:
    usb.refusal = refusal
    with pytest.raises(DeviceError, match=fault):
        UsbWire(backend=usb).write(b"\x10\x04\x01")


def test_what_the_printer_takes_in_parts_arrives_whole(usb: UsbPrinter, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = bytearray()

    def seven(handle: object, endpoint: int, interface: int, data: bytes, timeout: int) -> int:
        taken.extend(bytes(data)[:7])
        return min(7, len(data))

    wire = UsbWire(backend=usb)
    monkeypatch.setattr(usb, "bulk_write", seven)
    wire.write(bytes(range(40)))
    assert bytes(taken) == bytes(range(40))
    wire.close()


def test_an_unplugged_printer_is_given_back_without_a_word(usb: UsbPrinter, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(handle: object, interface: int) -> None:
        raise USBError("No such device", -4, errno.ENODEV)

    wire = UsbWire(backend=usb)
    wire.write(b"\x1b@")
    monkeypatch.setattr(usb, "release_interface", gone)
    wire.close()
    wire.close()
