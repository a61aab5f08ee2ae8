"""The bytes that a printer gets, and what its status words mean."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.devices.receipt_printer import language
from edge_agent.devices.receipt_printer.port import WIDTH_BYTES, Band
from protocol.devices import FaultCode
from provisioning.sandbox.receipt.stream import Raster, commands


@given(st.integers(1, 600), st.binary(min_size=1, max_size=300))
def test_a_band_arrives_in_chunks_that_a_printer_can_hold(lines: int, noise: bytes) -> None:
    rows = (noise * (lines * WIDTH_BYTES))[: lines * WIDTH_BYTES]
    held = bytearray(b"".join(language.chunks(Band(rows))))
    arrived = list(commands(held))
    assert held == b""
    assert all(isinstance(each, Raster) and len(each.rows) <= 256 * WIDTH_BYTES for each in arrived)
    printed = b"".join(each.rows for each in arrived if isinstance(each, Raster))
    assert len(printed) == len(rows)
    assert all(mine | theirs == theirs for mine, theirs in zip(rows, printed, strict=True))


@given(st.binary(min_size=72 * 20, max_size=72 * 20), st.integers(0, 72 * 20 - 3), st.sampled_from([4, 5, 20]))
def test_no_picture_holds_a_command_that_acts_at_once(noise: bytes, at: int, second: int) -> None:
    rows = noise[:at] + bytes((0x10, second, 1)) + noise[at + 3 :]
    sent = b"".join(chunk[8:] for chunk in language.chunks(Band(rows)))
    assert re.search(rb"\x10[\x04\x05\x14]", sent) is None


@pytest.mark.parametrize(
    ("printer", "cause", "paper", "fault"),
    [
        (0x12, 0x12, 0x12, None),
        (0x12, 0x12, 0x1E, None),
        (0x1A, 0x32, 0x72, FaultCode.PAPER_OUT),
        (0x1A, 0x32, 0x12, FaultCode.PAPER_OUT),
        (0x1A, 0x16, 0x72, FaultCode.COVER_OPEN),
        (0x1A, 0x12, 0x12, FaultCode.OFFLINE),
        (0x12, 0x52, 0x12, FaultCode.OFFLINE),
    ],
)
def test_what_the_status_words_mean(printer: int, cause: int, paper: int, fault: FaultCode | None) -> None:
    assert language.fault_in(printer, cause, paper) is fault


def test_an_answer_at_once_is_told_from_an_answer_in_its_turn() -> None:
    for byte in range(256):
        assert not (language.is_status(byte) and language.is_done(byte))


def test_a_band_has_whole_lines() -> None:
    with pytest.raises(ValueError, match="72"):
        Band(b"\0" * 71)
