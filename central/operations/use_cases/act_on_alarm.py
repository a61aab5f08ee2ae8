"""Act on an alarm that stands: say who looks after it, or close one that nothing ends by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ...audit.entry import AuditEntry
from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.changes import changed
from ...db.transaction import transaction
from ...staff.user import User
from ..channels import ALARMS
from ..kinds import kind_of
from ..models import Alarm

LONGEST_REASON = 200


@dataclass(frozen=True)
class Done:
    """So it is now."""


@dataclass(frozen=True)
class AlreadyDone:
    """A colleague was first, and that stays."""

    by: str
    at: datetime


@dataclass(frozen=True)
class NoReason:
    """Nothing is closed without a reason of at most 200 characters."""


@dataclass(frozen=True)
class NoSuchAlarm:
    """No such alarm is open to this person, or to be closed by a person."""


Outcome = Done | AlreadyDone | NoReason | NoSuchAlarm


async def acknowledge_alarm(id_: int, user: User, address: str, *, clock: Clock) -> Outcome:
    """確認した: one person looks after it; the others read who and since when. The alarm stands on."""
    async with transaction():
        alarm = await _held(id_, user)
        if alarm is None:
            return NoSuchAlarm()
        if over := _over(alarm):
            return over
        if alarm.acknowledged_at is not None:
            return AlreadyDone(alarm.acknowledged_by, alarm.acknowledged_at)
        alarm.acknowledged_at, alarm.acknowledged_by = clock.now(), user.name
        await _keep(alarm, "alarm-acknowledged", user, address, clock.now())
    return Done()


async def close_alarm(id_: int, reason: str, user: User, address: str, *, clock: Clock) -> Outcome:
    """閉じる: only what nothing else ends, and with a reason."""
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON or not reason.isprintable():
        return NoReason()
    async with transaction():
        alarm = await _held(id_, user)
        if alarm is None or kind_of(alarm.kind).ends:
            return NoSuchAlarm()
        if over := _over(alarm):
            return over
        alarm.cleared_at, alarm.cleared_by, alarm.cleared_for = clock.now(), user.name, reason
        await _keep(alarm, "alarm-closed", user, address, clock.now())
    return Done()


async def _held(id_: int, user: User) -> Alarm | None:
    alarm = await Alarm.filter(id=id_).select_for_update().first()
    return alarm if alarm and user.holds_any(kind_of(alarm.kind).roles) else None


def _over(alarm: Alarm) -> AlreadyDone | None:
    return None if alarm.cleared_at is None else AlreadyDone(alarm.cleared_by, alarm.cleared_at)


async def _keep(alarm: Alarm, action: str, user: User, address: str, at: datetime) -> None:
    await alarm.save()
    await changed(ALARMS, str(alarm.id))
    await record(
        AuditEntry(
            at=at,
            actor=user.login,
            section=user.section,
            address=address,
            action=action,
            function="operations",
            detail={"alarm": alarm.id, "kind": alarm.kind},
        )
    )
