"""How the stand-in misbehaves on request."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """DOWN breaks every connection, SLOW answers after the deadline of its callers, ERROR says 500 at once."""

    NONE = "none"
    DOWN = "down"
    SLOW = "slow"
    ERROR = "error"


class Faults:
    """The one fault that is switched on; it is forgotten when the program ends."""

    def __init__(self, slow_seconds: float = 10.0) -> None:
        self.current = Fault.NONE
        self.slow_seconds = slow_seconds
