"""What may be asked of the program that emulates the reader, and what it says: both ends of its control socket."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Outcome(StrEnum):
    """How a request ended."""

    DONE = "done"
    NOT_PLUGGED = "not-plugged"
    NOBODY_READS = "nobody-reads"
    """The reader is plugged in, but no program listens to it, or it stopped listening."""
    NO_SUCH_KEY = "no-such-key"
    """The text has signs that such a keyboard cannot type."""


class Plug(msgspec.Struct, frozen=True):
    """Plug the reader in, or pull it out."""

    is_in: bool


class Scan(msgspec.Struct, frozen=True):
    """Hold a code before the reader. Not `is_whole`: it stops before its end. `pace` is seconds between two signs."""

    text: str
    is_whole: bool = True
    pace: float = 0.002


class Ended(msgspec.Struct, frozen=True):
    """The answer to both."""

    outcome: Outcome


class Situation(msgspec.Struct, frozen=True):
    """Whether the reader is plugged in."""

    is_in: bool
