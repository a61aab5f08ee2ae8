"""Which alarms stand, and which stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tortoise.expressions import Q

from ..staff.user import User
from .kinds import KINDS, hidden_from, sees_others
from .models import Alarm

PAGE = 50


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
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""


@dataclass(frozen=True)
class PastAlarm:
    """An alarm that is over; `cleared_by` and `cleared_for` are empty where its cause ended by itself."""

    alarm: OpenAlarm
    cleared_at: datetime
    cleared_by: str
    cleared_for: str


@dataclass(frozen=True)
class PastPage:
    """One page of past alarms, the last that ended first; `page` counts from 1."""

    alarms: tuple[PastAlarm, ...]
    page: int
    pages: int


async def open_alarms() -> list[OpenAlarm]:
    """Every alarm that stands, newest first."""
    return [_open(each) for each in await Alarm.filter(cleared_at__isnull=True).order_by("-raised_at", "-id")]


async def alarms_for(user: User) -> list[OpenAlarm]:
    """The standing alarms this person is told of, newest first."""
    shown = Alarm.filter(_shown_to(user), cleared_at__isnull=True)
    return [_open(each) for each in await shown.order_by("-raised_at", "-id")]


async def past_alarms(user: User, page: int) -> PastPage:
    """A page of what is over and this person is told of; a page that is none becomes the nearest."""
    over = Alarm.filter(_shown_to(user), cleared_at__isnull=False)
    pages = max(1, -(-await over.count() // PAGE))
    wanted = min(max(1, page), pages)
    found = await over.order_by("-cleared_at", "-id").offset((wanted - 1) * PAGE).limit(PAGE)
    return PastPage(tuple(past for each in found if (past := _past(each))), wanted, pages)


def _shown_to(user: User) -> Q:
    shown = ~Q(kind__in=hidden_from(user)) if hidden_from(user) else Q()
    return shown if sees_others(user) else shown & Q(kind__in=list(KINDS))


def _open(alarm: Alarm) -> OpenAlarm:
    return OpenAlarm(
        alarm.id, alarm.kind, alarm.subject, alarm.detail, alarm.times, alarm.raised_at, alarm.last_at,
        alarm.acknowledged_at, alarm.acknowledged_by,
    )  # fmt: skip


def _past(alarm: Alarm) -> PastAlarm | None:
    if alarm.cleared_at is None:
        return None
    return PastAlarm(_open(alarm), alarm.cleared_at, alarm.cleared_by, alarm.cleared_for)
