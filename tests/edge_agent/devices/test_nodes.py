"""The reader is found in sysfs by name or ids, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from edge_agent.devices.code_reader import nodes


@pytest.fixture
def sysfs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(nodes, "_CLASS", tmp_path)
    return tmp_path


def plug(sysfs: Path, event: str, name: str, ids: str = "0000:0000") -> None:
    """An input device."""
    device = sysfs / event / "device"
    (device / "id").mkdir(parents=True)
    (device / "name").write_text(f"{name}\n")
    for file, value in zip(("vendor", "product"), ids.split(":"), strict=True):
        (device / "id" / file).write_text(f"{value}\n")


def test_the_lowest_number_comes_first(sysfs: Path) -> None:
    for event in ("event10", "event9"):
        plug(sysfs, event, "Newland HID Keyboard")
    assert [node.name for node in nodes.found("Newland")] == ["event9", "event10"]
    assert nodes.found("Newland")[0] == Path("/dev/input/event9")


def test_only_what_is_meant_is_found(sysfs: Path) -> None:
    plug(sysfs, "event0", "AT Translated Set 2 keyboard", "0001:0001")
    plug(sysfs, "event1", "Newland HID Keyboard", "1eab:0022")
    plug(sysfs, "input1", "Newland HID Keyboard", "1eab:0022")
    plug(sysfs, "event2", "Newland HID Consumer", "1eab:0023")
    assert [node.name for node in nodes.found("1EAB:0022")] == ["event1"]
    assert [node.name for node in nodes.found("Newland")] == ["event1", "event2"]
    assert nodes.found("Zebra") == ()


def test_a_machine_without_input_devices_has_none(sysfs: Path) -> None:
    sysfs.rmdir()
    assert nodes.found("Newland") == ()


def test_a_device_that_leaves_while_it_is_looked_at_is_passed_over(sysfs: Path) -> None:
    (sysfs / "event3").mkdir()
    plug(sysfs, "event4", "Newland")
    assert [node.name for node in nodes.found("Newland")] == ["event4"]
