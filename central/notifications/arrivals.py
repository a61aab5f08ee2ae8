"""What arrives for staff, as pages see it: somebody calls, or a new case came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class ArrivalState(StrEnum):
    """Where an arrival stands. The words stand in the catalogue under `notifications.state`."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class ArrivalView:
    """What both kinds share. `offline`: made while the line was cut; `clock_trusted`: whether its time is believed."""

    id: str
    terminal: str
    terminal_name: str
    place: str
    occurred_at: datetime
    received_at: datetime
    offline: bool
    clock_trusted: bool
    acknowledged_at: datetime | None
    acknowledged_by: str

    @property
    def kind(self) -> str:
        """`call` or `case`."""
        raise NotImplementedError

    @property
    def state(self) -> ArrivalState:
        """New until one clerk acknowledged it."""
        return ArrivalState.NEW if self.acknowledged_at is None else ArrivalState.ACKNOWLEDGED

    @property
    def since(self) -> datetime:
        """Since when the person waits: the touch, or its arrival where the terminal's clock cannot be believed."""
        return self.occurred_at if self.clock_trusted else self.received_at

    @property
    def ended_at(self) -> datetime | None:
        """When the waiting was over."""
        return self.acknowledged_at

    def waited(self, now: datetime) -> timedelta:
        """How long the person has waited, or did until somebody came or the call was taken back."""
        return (self.ended_at or now) - self.since


@dataclass(frozen=True, kw_only=True)
class CallView(ArrivalView):
    """Somebody touched 「職員を呼ぶ」 on this screen."""

    screen: str
    withdrawn_at: datetime | None

    @property
    def kind(self) -> str:
        """A call."""
        return "call"

    @property
    def state(self) -> ArrivalState:
        """New until one clerk acknowledged it or the resident took it back."""
        state = super().state
        return ArrivalState.WITHDRAWN if state is ArrivalState.NEW and self.withdrawn_at is not None else state

    @property
    def ended_at(self) -> datetime | None:
        """When somebody came, or the call was taken back."""
        return self.acknowledged_at or self.withdrawn_at


@dataclass(frozen=True, kw_only=True)
class CaseArrivalView(ArrivalView):
    """A new case: its 受付番号, its life event's code and how many people it is about; never a name."""

    case: str
    number: str
    life_event: str
    people: int

    @property
    def kind(self) -> str:
        """A case."""
        return "case"
