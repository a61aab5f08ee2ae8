"""The terminal of a reader: raw, kept from others, and gone with its plug."""

from __future__ import annotations

import os
import pty
import select
import time
import tty
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from edge_agent.devices.code_reader.port import CodeEvent, CodeRead
from edge_agent.devices.code_reader.serial_line import SerialLine, opened
from edge_agent.devices.plugged import Unplugged
from edge_agent.errors import DeviceError, DeviceGone
from protocol.devices import FaultCode


@pytest.fixture
def terminal() -> Iterator[tuple[int, Path]]:
    """The reader's end of a cable, and the file at the other."""
    reader, outlet = pty.openpty()
    yield reader, Path(os.ttyname(outlet))
    os.close(outlet)


def heard(line: SerialLine) -> Sequence[CodeEvent] | Unplugged:
    """What it says before long."""
    for _ in range(200):
        said = line.read()
        if said:
            return said
        time.sleep(0.005)
    return ()


def test_nothing_is_read_into_what_was_sent(terminal: tuple[int, Path]) -> None:
    line = opened(terminal[1])
    assert line.read() == ()
    os.write(terminal[0], b"\x03\x04\x11\x13\x1a\x7f\r")
    assert heard(line) == [CodeRead("\x03\x04\x11\x13\x1a\x7f")]
    line.close()
    os.close(terminal[0])


def test_what_was_sent_to_nobody_is_no_code_of_the_next_resident(terminal: tuple[int, Path]) -> None:
    other = os.open(terminal[1], os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    tty.setraw(other)
    os.write(terminal[0], b"DSM1:C0\r")
    assert select.select([other], [], [], 10)[0] == [other]
    line = opened(terminal[1])
    assert line.read() == ()
    os.close(other)
    line.close()
    os.close(terminal[0])


def test_a_line_that_another_program_has_is_in_use(terminal: tuple[int, Path]) -> None:
    line = opened(terminal[1])
    with pytest.raises(DeviceError) as refused:
        opened(terminal[1])
    assert refused.value.fault is FaultCode.IN_USE
    line.close()
    opened(terminal[1]).close()
    os.close(terminal[0])


def test_a_pulled_plug_is_seen(terminal: tuple[int, Path]) -> None:
    line = opened(terminal[1])
    os.close(terminal[0])
    assert heard(line) == Unplugged()
    line.close()


def test_a_line_that_is_not_there_is_gone_and_what_is_no_line_is_no_reader(tmp_path: Path) -> None:
    with pytest.raises(DeviceGone):
        opened(tmp_path / "ttyACM0")
    (tmp_path / "ttyACM1").touch()
    with pytest.raises(DeviceGone):
        opened(tmp_path / "ttyACM1")
