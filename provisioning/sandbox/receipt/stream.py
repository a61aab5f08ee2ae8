"""The bytes that reach a printer, cut into commands; what is unknown is a command too, and nothing breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Initialize:
    """ESC @."""


@dataclass(frozen=True)
class Raster:
    """GS v 0: `width` bytes per line."""

    width: int
    rows: bytes


@dataclass(frozen=True)
class Feed:
    """Paper moves by so many lines of dots."""

    lines: int


@dataclass(frozen=True)
class Cut:
    """The paper is cut after so many further lines."""

    feed: int


@dataclass(frozen=True)
class SayStatus:
    """GS r n: answered in its turn."""

    number: int


@dataclass(frozen=True)
class Text:
    """Signs that a printer would print in a font of its own."""

    signs: bytes


@dataclass(frozen=True)
class Unknown:
    """What nobody here understands."""

    content: bytes


Command = Initialize | Raster | Feed | Cut | SayStatus | Text | Unknown

_ESC, _GS, _LF = 0x1B, 0x1D, 0x0A
_LINE_DOTS = 30
_CUT_FEED = {0: False, 1: False, 48: False, 49: False, 65: True, 66: True}
_LARGEST_RASTER_WIDTH = 128


def commands(held: bytearray) -> Iterator[Command]:
    """The whole commands at the beginning of what is held; they are taken off, an unfinished one is left."""
    while (found := _first(held)) is not None:
        command, length = found
        del held[:length]
        yield command


def _first(held: bytearray) -> tuple[Command, int] | None:
    if not held:
        return None
    match held[0]:
        case 0x1B:
            return _escape(held)
        case 0x1D:
            return _group(held)
        case 0x0A:
            return Feed(_LINE_DOTS), 1
        case sign if sign < 0x20:
            return Unknown(bytes(held[:1])), 1
    end = next((at for at, sign in enumerate(held) if sign < 0x20), len(held))
    return Text(bytes(held[:end])), end


def _escape(held: bytearray) -> tuple[Command, int] | None:
    match list(held[1:3]):
        case []:
            return None
        case [0x40, *_]:
            return Initialize(), 2
        case [0x4A, lines]:
            return Feed(lines), 3
        case [0x64, lines]:
            return Feed(lines * _LINE_DOTS), 3
        case [0x4A | 0x64]:
            return None
        case _:
            return Unknown(bytes(held[:2])), 2


def _group(held: bytearray) -> tuple[Command, int] | None:
    match list(held[1:4]):
        case [] | [0x56] | [0x72] | [0x76] | [0x76, 0x30]:
            return None
        case [0x72, number, *_]:
            return SayStatus(number), 3
        case [0x76, 0x30, _]:
            return _raster(held)
        case [0x56, how, *rest] if how in _CUT_FEED:
            if not _CUT_FEED[how]:
                return Cut(0), 3
            return (Cut(rest[0]), 4) if rest else None
        case _:
            return Unknown(bytes(held[:2])), 2


def _raster(held: bytearray) -> tuple[Command, int] | None:
    if len(held) < 8:
        return None
    width, lines = int.from_bytes(held[4:6], "little"), int.from_bytes(held[6:8], "little")
    if held[3] not in (0, 48) or not 0 < width <= _LARGEST_RASTER_WIDTH or not lines:
        return Unknown(bytes(held[:8])), 8
    end = 8 + width * lines
    return (Raster(width, bytes(held[8:end])), end) if len(held) >= end else None
