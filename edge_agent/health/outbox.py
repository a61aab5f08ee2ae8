"""Whether what the counter accepted reaches central in time."""

from __future__ import annotations

from typing import Protocol

from protocol.health import Cause, CheckName, Level

from ..clock import Clock
from ..outbox.ledger import Standing
from ..settings import HealthSettings
from .findings import Finding, judged


class Box(Protocol):
    """The part of the outbox that this needs."""

    def standing(self) -> Standing:
        """How much waits, and since when."""


class OutboxCheck:
    """Looks at the age of the oldest event and for events that central does not take."""

    name = CheckName.OUTBOX

    def __init__(self, outbox: Box, clock: Clock, settings: HealthSettings) -> None:
        self._outbox = outbox
        self._clock = clock
        self._settings = settings

    async def look(self) -> Finding:
        """Ask the outbox."""
        standing = self._outbox.standing()
        if standing.troubled:
            return Finding(Level.ALARM, Cause.OUTBOX_TROUBLED, {"count": standing.troubled})
        if standing.oldest_at is None:
            return Finding(Level.OK, Cause.OUTBOX_FLOWING)
        minutes = int((self._clock.now() - standing.oldest_at).total_seconds() // 60)
        settings = self._settings
        level = judged(minutes, warn=settings.outbox_warn_minutes, alarm=settings.outbox_alarm_minutes)
        if level is Level.OK:
            return Finding(level, Cause.OUTBOX_FLOWING)
        return Finding(level, Cause.OUTBOX_OLD, {"count": standing.count, "minutes": minutes})
