"""A pen on a signature tablet: what it reports while somebody writes. It is never asked to do anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from ..base import Driver

STRONGEST = 4095
"""The pressure of a pen that is pressed as hard as can be told."""


@dataclass(frozen=True)
class PenDown:
    """A stroke begins, on a tablet that is `ratio` times as high as it is wide."""

    ratio: float


@dataclass(frozen=True)
class PenAt:
    """Where the pen is within its stroke: `at` in milliseconds of a clock of its own, places in widths of the tablet.

    `x` is 0 to 1, `y` 0 to the tablet's ratio, `pressure` 0 to 4095.
    """

    at: int
    x: float = field(repr=False)
    y: float = field(repr=False)
    pressure: int = field(repr=False)


@dataclass(frozen=True)
class PenUp:
    """The stroke has ended: the pen was lifted, or it cannot be followed any further."""


PenEvent = PenDown | PenAt | PenUp


class Pen(Driver[PenEvent], Protocol):
    """Its standing: ABSENT not plugged in, IDLE it can be written with, FAULT IN_USE, NO_PERMISSION or UNRESPONSIVE.

    It waits itself for a tablet to be plugged in. Strokes never overlap, and each one ends.
    """
