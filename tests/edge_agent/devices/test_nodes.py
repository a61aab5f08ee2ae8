"""Devices are found in sysfs by serial number, port, ids or name, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edge_agent.devices import nodes
from edge_agent.devices.nodes import NodeClass
from edge_agent.devices.places import Place


@pytest.fixture
def inputs(tmp_path: Path) -> NodeClass:
    return NodeClass(tmp_path / "class", Path("/dev/input"), re.compile(r"event(\d+)"))


def plug(inputs: NodeClass, event: str, name: str, ids: str = "0000:0000") -> Path:
    """An input device that hangs on no USB."""
    device = inputs.listed / event / "device"
    (device / "id").mkdir(parents=True)
    (device / "name").write_text(f"{name}\n")
    for file, value in zip(("vendor", "product"), ids.split(":"), strict=True):
        (device / "id" / file).write_text(f"{value}\n")
    return device


def plug_usb(inputs: NodeClass, event: str, port: str, serial: str = "", bus: int = 1) -> None:
    """A reader on a port; the same model every time."""
    usb = inputs.listed.parent / "devices/0000:01:00.0" / f"usb{bus}" / f"{bus}-{port}"
    device = usb / f"{bus}-{port}:1.0/input/input9"
    (device / "id").mkdir(parents=True)
    for file, value in (("idVendor", "1eab"), ("idProduct", "0022"), ("product", "Newland")):
        (usb / file).write_text(f"{value}\n")
    if serial:
        (usb / "serial").write_text(f"{serial}\n")
    for file, value in (("name", "Newland HID Keyboard"), ("id/vendor", "1eab"), ("id/product", "0022")):
        (device / file).write_text(f"{value}\n")
    (inputs.listed / event).mkdir(parents=True)
    (inputs.listed / event / "device").symlink_to(device)


def found(inputs: NodeClass, match: str) -> list[str]:
    """The names of the files that are meant."""
    return [node.name for node in nodes.found(inputs, match)]


def test_the_lowest_number_comes_first(inputs: NodeClass) -> None:
    for event in ("event10", "event9"):
        plug(inputs, event, "Newland HID Keyboard")
    assert nodes.found(inputs, "Newland") == (Path("/dev/input/event9"), Path("/dev/input/event10"))


def test_only_what_is_meant_is_found(inputs: NodeClass) -> None:
    plug(inputs, "event0", "AT Translated Set 2 keyboard", "0001:0001")
    plug(inputs, "event1", "Newland HID Keyboard", "1eab:0022")
    plug(inputs, "input1", "Newland HID Keyboard", "1eab:0022")
    plug(inputs, "event2", "Newland HID Consumer", "1eab:0023")
    assert found(inputs, "1EAB:0022") == ["event1"]
    assert found(inputs, "Newland") == ["event1", "event2"]
    assert found(inputs, "Zebra") == []


@pytest.mark.parametrize("match", ["serial=", "port=", "serial=Newland", "port=event0"])
def test_a_device_without_a_serial_number_or_port_is_never_meant_by_one(inputs: NodeClass, match: str) -> None:
    plug(inputs, "event0", "Newland serial= port=")
    assert found(inputs, match) == []


def test_two_equal_readers_are_told_apart_by_their_serial_numbers(inputs: NodeClass) -> None:
    plug_usb(inputs, "event1", "1.1", "A1")
    plug_usb(inputs, "event2", "1.2", "A10")
    assert found(inputs, "1eab:0022") == ["event1", "event2"]
    assert (found(inputs, "serial=A1"), found(inputs, "serial=A10"), found(inputs, "serial=A")) == (
        ["event1"],
        ["event2"],
        [],
    )


def test_two_equal_readers_without_serial_numbers_are_told_apart_by_their_ports(inputs: NodeClass) -> None:
    plug_usb(inputs, "event1", "1.1")
    plug_usb(inputs, "event2", "1.10")
    assert found(inputs, "port=0000:01:00.0/1.1") == ["event1"]
    assert found(inputs, "port=0000:01:00.0/1.10") == ["event2"]


def test_a_port_is_the_same_whatever_number_its_bus_got(inputs: NodeClass) -> None:
    plug_usb(inputs, "event1", "1.1", bus=3)
    assert found(inputs, "port=0000:01:00.0/1.1") == ["event1"]


def test_what_is_suggested_for_a_device_means_it(inputs: NodeClass) -> None:
    plug_usb(inputs, "event1", "1.1", "A1")
    plug_usb(inputs, "event2", "1.2")
    plug(inputs, "event3", "Keyboard", "0001:0001")
    matches = [place.match for _, place in nodes.places(inputs)]
    assert matches == ["serial=A1", "port=0000:01:00.0/1.2", "0001:0001"]
    assert [found(inputs, match) for match in matches] == [["event1"], ["event2"], ["event3"]]


def test_a_device_that_says_nothing_of_itself_has_no_place() -> None:
    assert Place().match == ""
    assert not Place().is_meant("serial=")


def test_a_machine_without_input_devices_has_none(inputs: NodeClass) -> None:
    assert nodes.found(inputs, "Newland") == ()


def test_a_device_that_leaves_while_it_is_looked_at_is_passed_over(inputs: NodeClass) -> None:
    (inputs.listed / "event3").mkdir(parents=True)
    plug(inputs, "event4", "Newland")
    assert found(inputs, "Newland") == ["event4"]
