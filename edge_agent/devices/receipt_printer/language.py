"""The little of ESC/POS that is spoken here: raster, cut, and the status words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protocol.devices import FaultCode

from .port import WIDTH_BYTES, Band

LONGEST_CHUNK = 256
"""Lines in one raster command: printers hold little more."""

INITIALIZE = b"\x1b@"
FEED_AND_CUT = b"\x1dVB\x00"
FORGET = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: drop what was received and is not printed yet."""
SAY_WHEN_DONE = b"\x1dr\x01"
"""GS r 1 is answered in its turn, when everything before it is on paper; DLE EOT at once."""

PRINTER, OFFLINE_CAUSE, PAPER = 1, 2, 4

_OFFLINE, _COVER_OPEN, _PAPER_STOP, _ERROR, _PAPER_END = 0x08, 0x04, 0x20, 0x40, 0x60
# A printer looks for real-time commands in pictures too: DLE EOT, DLE ENQ and DLE DC4, which may switch it off.
_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")
_ONE_DOT_MORE = b"\x11"


def ask(number: int) -> bytes:
    """DLE EOT `number`, answered at once with one byte."""
    return bytes((0x10, 0x04, number))


def chunks(band: Band) -> Iterator[bytes]:
    """GS v 0 for each part of a band."""
    step = LONGEST_CHUNK * WIDTH_BYTES
    for start in range(0, len(band.rows), step):
        rows = _REAL_TIME.sub(_ONE_DOT_MORE, band.rows[start : start + step])
        lines = len(rows) // WIDTH_BYTES
        yield b"\x1dv0\x00" + WIDTH_BYTES.to_bytes(2, "little") + lines.to_bytes(2, "little") + rows


def is_status(byte: int) -> bool:
    """Whether this is an answer to DLE EOT: its fixed bits say so."""
    return byte & 0x93 == 0x12


def is_done(byte: int) -> bool:
    """Whether this is the answer to GS r 1."""
    return byte & 0x90 == 0


def fault_in(printer: int, cause: int, paper: int) -> FaultCode | None:
    """What the answers to DLE EOT 1, 2 and 4 mean; an open cover comes before the paper that nobody can see then."""
    if cause & _COVER_OPEN:
        return FaultCode.COVER_OPEN
    if paper & _PAPER_END == _PAPER_END or cause & _PAPER_STOP:
        return FaultCode.PAPER_OUT
    return FaultCode.OFFLINE if printer & _OFFLINE or cause & _ERROR else None
