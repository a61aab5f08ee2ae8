"""The ways in which a card on the reader does not do what it should."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What goes wrong."""

    PULLED = "pulled"
    """The card is pulled instead of carrying the command out."""
    LOST = "lost"
    """The card carries the command out and is pulled before it answers."""
    MUTE = "mute"
    """No answer for `seconds`; then the reader gives up on the command, and the card is there again."""
    SLOW = "slow"
    """Every answer takes `seconds` longer."""
    GARBLED = "garbled"
    """What is read is wrong, bit for bit; a status word alone becomes 6F00."""
    UNRESPONSIVE = "unresponsive"
    """No answer to reset, as of a card that lies upside down; `after` does not count."""


@dataclass(frozen=True)
class Misbehaviour:
    """From the command after the next `after` ones on, until the card is taken away or it is told to behave."""

    fault: Fault
    after: int = 0
    seconds: float = 2.0


def garbled(answer: bytes) -> bytes:
    """The answer as it arrives over a bad contact."""
    return bytes(byte ^ 0xFF for byte in answer[:-2]) + answer[-2:] if len(answer) > 2 else b"\x6f\x00"
