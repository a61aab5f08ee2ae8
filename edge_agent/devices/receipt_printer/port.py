"""A receipt printer: dots in, paper out, and an honest word about how far it came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Never, Protocol, runtime_checkable

from protocol.devices import FaultCode

from ..base import Driver

WIDTH_DOTS = 576
WIDTH_BYTES = WIDTH_DOTS // 8


@dataclass(frozen=True)
class Band:
    """A strip of paper, 576 dots (80 mm, 203 dpi) wide: `rows` has 72 bytes per line, a set bit is black."""

    rows: bytes

    def __post_init__(self) -> None:
        if len(self.rows) % WIDTH_BYTES:
            raise ValueError("a line has 72 bytes")

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.rows) // WIDTH_BYTES


class HowFar(StrEnum):
    """What is on paper of something that was not printed."""

    NOTHING = "nothing"
    SOMETHING = "something"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Printed:
    """All of it is on paper and cut off: the printer said so after the last byte."""


@dataclass(frozen=True)
class NotPrinted:
    """It is not, or nobody knows; with NOTHING not one byte was sent."""

    fault: FaultCode
    how_far: HowFar


Outcome = Printed | NotPrinted


class ReceiptPrinter(Driver[Never], Protocol):
    """Its standing: ABSENT not there, READY it can print, BUSY it prints.

    FAULT PAPER_OUT, COVER_OPEN, OFFLINE (also: an error of its own), UNRESPONSIVE, IN_USE or NO_PERMISSION.
    """

    async def print(self, bands: Iterable[Band]) -> Outcome:
        """Print and cut, once. The bands are drawn while they are printed, on the printer's own thread.

        Whoever waits may be cancelled; what has begun is printed to its end all the same.
        """


@runtime_checkable
class Asked(Protocol):
    """A printer that can be asked how it stands, which costs no paper."""

    async def ask(self) -> FaultCode | None:
        """Why it cannot print now, in its own answer; None: it can."""
