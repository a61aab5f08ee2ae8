"""The drivers of a code reader: one that types like a keyboard, one on a serial line."""

from __future__ import annotations

from collections.abc import Callable

from protocol.devices import DeviceKind

from ..plugged import LOOK_SECONDS, PluggedDriver
from .assembly import Press
from .keyboard import first_keyboard
from .port import CodeEvent
from .serial_line import first_line

PAUSE_SECONDS = 0.5


class EvdevCodeReader(PluggedDriver[CodeEvent]):
    """The oldest matching device that can type. A code that pauses longer than `pause_seconds` is torn."""

    def __init__(
        self, *, name: str, match: str, look_seconds: float = LOOK_SECONDS, pause_seconds: float = PAUSE_SECONDS
    ) -> None:
        super().__init__(
            DeviceKind.CODE_READER,
            name,
            lambda: first_keyboard(match, self._hear),
            look_seconds=look_seconds,
            pause_seconds=pause_seconds,
        )
        self._hear: Callable[[Press], None] = lambda _: None

    def heard_by(self, hear: Callable[[Press], None]) -> None:
        """Tell each key too, as it comes."""
        self._hear = hear


class SerialCodeReader(PluggedDriver[CodeEvent]):
    """The matching serial line with the lowest number; pauses as above."""

    def __init__(
        self, *, name: str, match: str, look_seconds: float = LOOK_SECONDS, pause_seconds: float = PAUSE_SECONDS
    ) -> None:
        super().__init__(
            DeviceKind.CODE_READER,
            name,
            lambda: first_line(match),
            look_seconds=look_seconds,
            pause_seconds=pause_seconds,
        )
