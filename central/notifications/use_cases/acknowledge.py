"""Acknowledge an arrival: exactly one clerk says 「行きます」 or 「確認しました」."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from protocol.wire.messages.commands import CallAnswered

from ...audit.entry import AuditEntry
from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.changes import changed
from ...db.transaction import transaction
from ...link.use_cases.send_command import send_command
from ...staff.user import User
from ..channels import ARRIVALS
from ..models import Arrival, Call, CaseArrival


@dataclass(frozen=True)
class Acknowledged:
    """This clerk was the one; the terminal of a call is being told."""


@dataclass(frozen=True)
class CaseAcknowledged:
    """This clerk was the one; the case waits under this id and 受付番号."""

    case: str
    number: str


@dataclass(frozen=True)
class AlreadyAcknowledged:
    """A colleague was first."""

    by: str
    at: datetime


@dataclass(frozen=True)
class AlreadyWithdrawn:
    """The resident took the call back before."""


@dataclass(frozen=True)
class NoSuchArrival:
    """There is none of this id."""


Outcome = Acknowledged | CaseAcknowledged | AlreadyAcknowledged | AlreadyWithdrawn | NoSuchArrival


async def acknowledge_call(call_id: str, user: User, address: str, *, clock: Clock) -> Outcome:
    """Silence the call for everybody and tell the terminal that somebody comes."""
    now = clock.now()
    async with transaction():
        open_ = Call.filter(id=call_id, acknowledged_at__isnull=True, withdrawn_at__isnull=True)
        if await open_.update(acknowledged_at=now, acknowledged_by=user.name):
            call = await Call.get(id=call_id)
            await send_command(call.terminal, CallAnswered(call=call.id))
            await _tell_everybody(call, "call", user, address, now)
            return Acknowledged()
    return _why_not(await Call.get_or_none(id=call_id))


async def acknowledge_case(arrival_id: str, user: User, address: str, *, clock: Clock) -> Outcome:
    """Silence the new case for everybody; the resident's screen has nothing to learn from it."""
    now = clock.now()
    async with transaction():
        open_ = CaseArrival.filter(id=arrival_id, acknowledged_at__isnull=True)
        if await open_.update(acknowledged_at=now, acknowledged_by=user.name):
            arrival = await CaseArrival.get(id=arrival_id)
            await _tell_everybody(arrival, "case", user, address, now)
            return CaseAcknowledged(arrival.case, arrival.number)
    return _why_not(await CaseArrival.get_or_none(id=arrival_id))


async def _tell_everybody(arrival: Arrival, kind: str, user: User, address: str, now: datetime) -> None:
    await changed(ARRIVALS, arrival.id)
    await record(
        AuditEntry(
            at=now,
            actor=user.login,
            section=user.section,
            address=address,
            action=f"{kind}-acknowledged",
            terminal=arrival.terminal,
            place=arrival.place,
            function="notifications",
            detail={kind: arrival.id},
        )
    )


def _why_not(arrival: Call | CaseArrival | None) -> Outcome:
    if arrival is None:
        return NoSuchArrival()
    if arrival.acknowledged_at is not None:
        return AlreadyAcknowledged(arrival.acknowledged_by, arrival.acknowledged_at)
    return AlreadyWithdrawn()
