"""Whether the terminals are well: a lamp for each check, with its sentence and since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from protocol.health import Cause, CheckName, HealthCheck, Level

from .queries import Reachability, TerminalView

_KINDS = {Level.OK: "ok", Level.WARN: "caution", Level.ALARM: "stop"}


@dataclass(frozen=True)
class Lamp:
    """One check. `kind` is how the lamp shines; `since` is None when the terminal did not say it."""

    name: CheckName
    kind: str
    cause: Cause
    figures: Mapping[str, int]
    since: datetime | None


@dataclass(frozen=True)
class TerminalHealth:
    """The lamps of a terminal that is there; `troubled` of them do not shine green."""

    name: str
    place_name: str
    lamps: Sequence[Lamp]

    @property
    def troubled(self) -> int:
        """How many need somebody."""
        return sum(lamp.kind != _KINDS[Level.OK] for lamp in self.lamps)


def healths(terminals: Sequence[TerminalView]) -> list[TerminalHealth]:
    """The terminals that are there and tell how they are, those with trouble first."""
    seen = [view for view in terminals if view.reachability is Reachability.ONLINE and view.health]
    told = [TerminalHealth(view.name, view.place_name, [_lamp(check) for check in view.health]) for view in seen]
    return sorted(told, key=lambda health: health.troubled == 0)


def _lamp(check: HealthCheck) -> Lamp:
    return Lamp(check.name, _KINDS[check.level], check.cause, check.figures, _moment(check.since))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
