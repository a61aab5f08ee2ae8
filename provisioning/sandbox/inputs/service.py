"""The program that emulates the input devices, the hands at them, and what the agent needs to see them."""

from __future__ import annotations

from pathlib import Path

from ..program import Program, python
from .bus import PRELOADED
from .control import PenHand, ScannerHand
from .requests import Device


class InputService:
    """`run` must be short: unix sockets lie behind it."""

    def __init__(self, run: Path, *, logs: Path) -> None:
        self._place = run / "in"
        socket = run / "inputs.sock"
        self.hand = ScannerHand(socket)
        self.serial_hand = ScannerHand(socket, Device.SERIAL_READER)
        self.pen_hand = PenHand(socket)
        self.program = Program(
            "inputs",
            python(__package__, "--control", str(socket), "--place", str(self._place)),
            log=logs / "inputs.log",
            ready=self.hand.is_there,
        )

    @property
    def environment(self) -> dict[str, str]:
        """For the program that shall see the emulated devices as its own, and no others."""
        return {"LD_PRELOAD": PRELOADED, "UMOCKDEV_DIR": str(self._place)}
