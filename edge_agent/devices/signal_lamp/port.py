"""A signal lamp that staff see from their desks: three things it can say."""

from __future__ import annotations

from enum import StrEnum
from typing import Never, Protocol

from ..base import Driver


class Signal(StrEnum):
    """What a lamp says. LIT: somebody calls. BLINKING: something at the counter does not work."""

    DARK = "dark"
    LIT = "lit"
    BLINKING = "blinking"


class SignalLamp(Driver[Never], Protocol):
    """Its standing: ABSENT not plugged in, READY it shows what it was told.

    FAULT IN_USE, NO_PERMISSION or UNRESPONSIVE. It is dark until it is told otherwise, and when it is closed.
    """

    def show(self, signal: Signal) -> None:
        """Say this from now on, also when the lamp comes only later or again. Never waits."""
