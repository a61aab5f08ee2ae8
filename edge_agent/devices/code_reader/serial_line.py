"""A reader on a serial line over USB (CDC-ACM): the terminal that the kernel makes of it, kept from others."""

from __future__ import annotations

import fcntl
import os
import termios
import tty
from collections.abc import Sequence
from pathlib import Path

from ...errors import DeviceGone
from .. import nodes
from ..plugged import Unplugged
from ..refusals import refusal
from .port import CodeEvent
from .serial_text import SerialText

_MOST_AT_ONCE = 4096


class SerialLine:
    """An opened terminal; what was sent before it was opened is lost."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._text = SerialText()

    @property
    def is_begun(self) -> bool:
        """Whether a code has begun that has not ended."""
        return self._text.is_begun

    def read(self) -> Sequence[CodeEvent] | Unplugged:
        """The codes that have ended since the last time; does not block."""
        try:
            content = os.read(self.descriptor, _MOST_AT_ONCE)
        except BlockingIOError:
            return ()
        except OSError:
            return Unplugged()
        return self._text.take(content) if content else Unplugged()

    def broke_off(self) -> Sequence[CodeEvent]:
        """What has begun is torn."""
        return self._text.broke_off()

    def close(self) -> None:
        """Give it back. Blocks."""
        os.close(self.descriptor)


def first_line(match: str) -> SerialLine | None:
    """The first of the matching serial lines. Blocks; raises DeviceError IN_USE, NO_PERMISSION or UNRESPONSIVE."""
    node = next(iter(nodes.found(nodes.SERIAL_LINES, match)), None)
    return None if node is None else opened(node)


def opened(node: Path) -> SerialLine:
    """The line at a node, byte by byte as it comes, for nobody else. Blocks; raises DeviceError."""
    try:
        descriptor = os.open(node, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise refusal(error) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        tty.setraw(descriptor)
    except OSError as error:
        os.close(descriptor)
        raise refusal(error) from error
    except termios.error as error:
        os.close(descriptor)
        raise DeviceGone from error
    return SerialLine(descriptor)
