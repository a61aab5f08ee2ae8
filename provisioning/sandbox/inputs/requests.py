"""What may be asked of the program that emulates the input devices, and what it says: both ends of its socket."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ..control_socket import Verb


class Device(StrEnum):
    """The devices of the counter that can be plugged in."""

    TYPING_READER = "typing-reader"
    SERIAL_READER = "serial-reader"
    PEN = "pen"


class Outcome(StrEnum):
    """How a request ended."""

    DONE = "done"
    NOT_PLUGGED = "not-plugged"
    NOBODY_READS = "nobody-reads"
    """The device is plugged in, but no program listens to it, or it stopped listening."""
    NO_SUCH_KEY = "no-such-key"
    """The text has signs that such a keyboard cannot type."""


class Plug(msgspec.Struct, frozen=True):
    """Plug a device in, or pull it out."""

    device: Device
    is_in: bool


class Scan(msgspec.Struct, frozen=True):
    """Hold a code before a reader. Not `is_whole`: it stops before its end. `pace` is seconds between two signs."""

    device: Device
    text: str
    is_whole: bool = True
    pace: float = 0.002


class Point(msgspec.Struct, frozen=True, array_like=True):
    """Where a pen is pressed how hard, each between 0 and 1 of what the tablet knows."""

    x: float
    y: float
    pressure: float


class Write(msgspec.Struct, frozen=True):
    """Write strokes on the tablet, `pace` seconds between two points.

    Not `is_whole`: the pen stays down at the end. `is_lossy`: the kernel drops what comes in the middle of each stroke.
    """

    strokes: tuple[tuple[Point, ...], ...]
    is_whole: bool = True
    is_lossy: bool = False
    pace: float = 0.005


class Asked(msgspec.Struct, frozen=True):
    """Ask how a device stands."""

    device: Device


class Situation(msgspec.Struct, frozen=True):
    """Whether the device is plugged in."""

    is_in: bool


PLUG = Verb("plug", Plug, Outcome)
SCAN = Verb("scan", Scan, Outcome)
WRITE = Verb("write", Write, Outcome)
SITUATION = Verb("situation", Asked, Situation)
