"""A call as pages see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class CallState(StrEnum):
    """Where a call stands. The words stand in the catalogue under `notifications.state`."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class CallView:
    """One call. `offline`: made while the line was cut; `clock_trusted`: whether its own time can be believed."""

    id: str
    terminal: str
    terminal_name: str
    place: str
    screen: str
    occurred_at: datetime
    received_at: datetime
    offline: bool
    clock_trusted: bool
    acknowledged_at: datetime | None
    acknowledged_by: str
    withdrawn_at: datetime | None

    @property
    def state(self) -> CallState:
        """New until one clerk acknowledged it or the resident took it back."""
        if self.acknowledged_at is not None:
            return CallState.ACKNOWLEDGED
        return CallState.NEW if self.withdrawn_at is None else CallState.WITHDRAWN

    @property
    def since(self) -> datetime:
        """Since when the person waits: the touch, or its arrival where the terminal's clock cannot be believed."""
        return self.occurred_at if self.clock_trusted else self.received_at

    def waited(self, now: datetime) -> timedelta:
        """How long the person has waited, or did until somebody came or the call was taken back."""
        return (self.acknowledged_at or self.withdrawn_at or now) - self.since
