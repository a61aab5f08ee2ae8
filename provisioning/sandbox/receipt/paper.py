"""The paper that comes out: dots until it is cut, then a picture in a folder."""

from __future__ import annotations

from collections import deque
from pathlib import Path

import zxingcpp
from PIL import Image

from .condition import DrawnSlip

WIDTH_BYTES = 72
_KEPT = 12


class Roll:
    """Numbers its pictures on from those that lie in the folder; keeps the newest twelve in mind.

    One thread prints and cuts, one draws; they may differ.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._number = max((int(file.stem) for file in folder.glob("*.png") if file.stem.isdecimal()), default=0)
        self._rows = bytearray()
        self.cut_off: deque[DrawnSlip] = deque(maxlen=_KEPT)

    @property
    def lines(self) -> int:
        """Lines since the last cut."""
        return len(self._rows) // WIDTH_BYTES

    def print_line(self, dots: bytes) -> None:
        """One line of dots; what is wider than the paper is lost."""
        self._rows += dots[:WIDTH_BYTES].ljust(WIDTH_BYTES, b"\0")

    def cut(self) -> bytes:
        """Begin anew; the lines that were there."""
        rows = bytes(self._rows)
        self._rows.clear()
        return rows

    def draw(self, rows: bytes) -> None:
        """The picture of what was cut off; this takes a while."""
        if not rows:
            return
        self._number += 1
        name = f"{self._number:04d}.png"
        dots = Image.frombytes("1", (WIDTH_BYTES * 8, len(rows) // WIDTH_BYTES), rows, "raw", "1;I")
        dots.save(self._folder / name)
        self.cut_off.appendleft(DrawnSlip(name, _codes(dots)))


def _codes(dots: Image.Image) -> tuple[str, ...]:
    found = zxingcpp.read_barcodes(dots.convert("L"), zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return tuple(code.text for code in sorted(found, key=lambda each: each.position.top_left.y))
