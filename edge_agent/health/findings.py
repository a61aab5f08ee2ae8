"""What a check finds, and what every check is to the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from protocol.health import Cause, CheckName, Level


@dataclass(frozen=True)
class Finding:
    """How it stands now; `figures` are those that `protocol.health.FIGURES` names for the cause."""

    level: Level
    cause: Cause
    figures: Mapping[str, int] = field(default_factory=dict)


class Check(Protocol):
    """One thing that may be well or not."""

    @property
    def name(self) -> CheckName:
        """What it is about."""

    async def look(self) -> Finding | None:
        """Look now; None: this counter has no such thing. Never waits long and never raises."""


def judged(value: float, *, warn: float, alarm: float) -> Level:
    """The level of a value that gets worse as it grows."""
    if value >= alarm:
        return Level.ALARM
    return Level.WARN if value >= warn else Level.OK
