"""Every device of the settings has a microphone of its name, and what a pen writes is measured, not kept."""

from __future__ import annotations

from pathlib import Path

import msgspec

from edge_agent.clock import SystemClock
from edge_agent.devices.catalog import REAL_DEVICES
from edge_agent.devices.supervisor import Supervisor
from edge_agent.recording.lines import DeviceListed
from edge_agent.recording.microphones import microphones
from edge_agent.recording.tape import Tape
from edge_agent.settings import DevicesSettings
from protocol.devices import DeviceKind

ALL = {
    "card_reader": {"match": "(1)"},
    "staff_card_reader": {"driver": "pcsc", "match": "(2)"},
    "code_reader": {"driver": "serial", "match": "serial=SECRET-1"},
    "receipt_printer": {"driver": "network", "host": "printer.example"},
    "pen": {"driver": "evdev", "match": "serial=SECRET-2"},
    "signal_lamp": {"driver": "ne-usb", "match": "serial=SECRET-3"},
}


def test_each_device_is_listed_with_its_driver_and_not_with_its_serial_number(tmp_path: Path) -> None:
    there = list(microphones(REAL_DEVICES, msgspec.convert(ALL, type=DevicesSettings), Tape(tmp_path / "x")))
    assert [each.listed for each in there] == [
        DeviceListed("card-reader", DeviceKind.CARD_READER, "pcsc"),
        DeviceListed("staff-card-reader", DeviceKind.CARD_READER, "pcsc"),
        DeviceListed("code-reader", DeviceKind.CODE_READER, "serial"),
        DeviceListed("receipt-printer", DeviceKind.RECEIPT_PRINTER, "network"),
        DeviceListed("pen", DeviceKind.PEN, "evdev"),
        DeviceListed("signal-lamp", DeviceKind.SIGNAL_LAMP, "ne-usb"),
    ]
    supervisor = Supervisor(SystemClock())
    for each in there:
        each.put(supervisor)
    assert [status.name for status in supervisor.statuses()] == [each.listed.name for each in there]
    assert "SECRET" not in repr([each.listed for each in there])


def test_a_counter_that_says_nothing_has_a_card_reader(tmp_path: Path) -> None:
    there = microphones(REAL_DEVICES, DevicesSettings(), Tape(tmp_path / "x"))
    assert [each.listed.name for each in there] == ["card-reader"]
