"""Which alarms stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from .models import Alarm


@dataclass(frozen=True)
class OpenAlarm:
    """An alarm that nobody has cleared. `kind` is what the sentence for people is looked up by."""

    id: int
    kind: str
    subject: str
    detail: Mapping[str, str | int]
    times: int
    raised_at: datetime
    last_at: datetime


async def open_alarms() -> list[OpenAlarm]:
    """Every alarm that stands, newest first."""
    alarms = await Alarm.filter(cleared_at__isnull=True).order_by("-raised_at", "-id")
    return [OpenAlarm(a.id, a.kind, a.subject, a.detail, a.times, a.raised_at, a.last_at) for a in alarms]
