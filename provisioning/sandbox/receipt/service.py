"""The program that is the receipt printer, its hand, and where its pictures lie."""

from __future__ import annotations

from pathlib import Path

from ..program import Program, python
from .hand import ReceiptHand


class ReceiptService:
    """`sockets` must be short: the control socket lies in it. Pictures of slips lie in `slips`."""

    def __init__(self, slips: Path, *, sockets: Path, port: int, logs: Path) -> None:
        socket = sockets / "receipt.sock"
        self.slips = slips
        self.hand = ReceiptHand(socket)
        self.program = Program(
            "receipt",
            python(__package__, "--slips", str(slips), "--port", str(port), "--control", str(socket)),
            log=logs / "receipt.log",
            ready=self.hand.is_there,
        )
