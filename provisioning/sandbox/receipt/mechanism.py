"""The printer itself: takes bytes, answers status words, prints lines while it can and holds what it cannot."""

from __future__ import annotations

import re
import threading
from pathlib import Path

from msgspec.structs import replace

from .condition import Condition, DrawnSlip, Seen
from .paper import WIDTH_BYTES, Roll
from .stream import Command, Cut, Feed, Initialize, Raster, SayStatus, Text, Unknown, commands

_FORGET = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_REAL_TIME = re.compile(rb"\x10\x04([\x01-\x04])|" + re.escape(_FORGET), re.DOTALL)
_BLANK = bytes(WIDTH_BYTES)
_TEXT_LINE = 30


class Mechanism:
    """Bytes in, answers out. May be used from several threads. Real-time commands act at once, wherever they stand.

    `hear` takes bytes and never waits for paper; `work` prints what was heard, one thread after the other.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        self._printing = threading.Lock()
        self._roll = Roll(folder)
        self._condition = Condition()
        self._held = bytearray()
        self._waiting: list[Command] = []
        self._answers = bytearray()
        self._torn = b""
        self._unknown: list[Command] = []
        self.received = 0

    @property
    def condition(self) -> Condition:
        """How it stands."""
        return self._condition

    @property
    def unknown(self) -> tuple[Command, ...]:
        """What it did not understand, and text that it has no font for."""
        return tuple(self._unknown)

    def become(self, condition: Condition) -> None:
        """Stand otherwise from now on; what was held is printed when it can be."""
        with self._lock:
            self._condition = condition
        self.work()

    def seen(self) -> Seen:
        """How it stands and what came out of it."""
        with self._lock:
            held = len(self._held) + sum(len(each.rows) for each in self._waiting if isinstance(each, Raster))
            return Seen(self._condition, self.slips(), held, len(self._unknown))

    def slips(self) -> tuple[DrawnSlip, ...]:
        """The newest pieces of paper, newest first."""
        return tuple(self._roll.cut_off)

    @property
    def lines_out(self) -> int:
        """Lines that hang out of it, not yet cut off."""
        return self._roll.lines

    def take(self, content: bytes) -> None:
        """Bytes arrive, and are printed when it can."""
        self.hear(content)
        self.work()

    def hear(self, content: bytes) -> None:
        """Bytes arrive."""
        with self._lock:
            self.received += len(content)
            self._held += self._without_real_time(self._torn + content)

    def work(self) -> None:
        """Print what was heard until there is nothing more, or no paper. Drawing leaves the way free for questions."""
        with self._printing:
            while (cut_off := self._until_cut()) is not None:
                self._roll.draw(cut_off)

    def seconds_for(self, size: int) -> float:
        """How long it takes over so many bytes of dots."""
        pace = self._condition.lines_per_second
        return size / WIDTH_BYTES / pace if pace else 0.0

    def answers(self) -> bytes:
        """What it has to say; nothing while it is mute."""
        with self._lock:
            said = bytes(self._answers)
            self._answers.clear()
            return b"" if self._condition.is_mute else said

    def _without_real_time(self, content: bytes) -> bytes:
        kept, position = bytearray(), 0
        for found in _REAL_TIME.finditer(content):
            kept += content[position : found.start()]
            position = found.end()
            if found[0] == _FORGET:
                kept.clear()
                self._forget()
            else:
                self._answers.append(self._status(found[1][0]))
        rest = content[position:]
        torn = rest.rfind(b"\x10", max(0, len(rest) - len(_FORGET) + 1))
        is_torn = torn >= 0 and _may_become(rest[torn:])
        self._torn = rest[torn:] if is_torn else b""
        return bytes(kept + (rest[:torn] if is_torn else rest))

    def _forget(self) -> None:
        self._held.clear()
        self._waiting.clear()

    def _status(self, number: int) -> int:
        now = self._condition
        match number:
            case 1:
                return 0x12 if now.can_print else 0x1A
            case 2:
                return 0x12 | (0x04 if now.is_cover_open else 0) | (0 if now.has_paper else 0x20)
            case 4:
                return 0x12 if now.has_paper else 0x72
        return 0x12

    def _until_cut(self) -> bytes | None:
        """Print up to the next cut; the lines that were cut off, None when there was no cut."""
        with self._lock:
            self._waiting.extend(commands(self._held))
            while self._waiting and self._condition.can_print:
                command = self._waiting.pop(0)
                rest = self._done(command)
                if rest is not None:
                    self._waiting.insert(0, rest)
                elif isinstance(command, Cut):
                    return self._roll.cut()
        return None

    def _done(self, command: Command) -> Command | None:
        """Carry out a command; what is left of it when the paper ran out."""
        match command:
            case Raster(width, rows):
                lines = [rows[at : at + width] for at in range(0, len(rows), width)]
                printed = self._printed(lines)
                return Raster(width, b"".join(lines[printed:])) if printed < len(lines) else None
            case Feed(lines=count):
                printed = self._printed([_BLANK] * count)
                return Feed(count - printed) if printed < count else None
            case Cut(feed):
                printed = self._printed([_BLANK] * feed)
                return Cut(feed - printed) if printed < feed else None
            case SayStatus():
                self._answers.append(0)
            case Text() | Unknown():
                self._unknown.append(command)
                self._printed([_BLANK] * _TEXT_LINE)
            case Initialize():
                pass
        return None

    def _printed(self, lines: list[bytes]) -> int:
        """Print as many lines as the roll has left; how many those were."""
        left = self._condition.lines_left
        count = len(lines) if left is None else min(left, len(lines))
        for line in lines[:count]:
            self._roll.print_line(line)
        if left is not None:
            self._condition = replace(self._condition, lines_left=left - count)
        return count


def _may_become(tail: bytes) -> bool:
    """Whether more bytes could make a real-time command of this."""
    return tail == b"\x10\x04" or _FORGET.startswith(tail)
