"""Acknowledge a call: exactly one clerk says 「行きます」."""

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
from ..channels import CALLS
from ..models import Call


@dataclass(frozen=True)
class Acknowledged:
    """This clerk was the one; the terminal is being told."""


@dataclass(frozen=True)
class AlreadyAcknowledged:
    """A colleague was first."""

    by: str
    at: datetime


@dataclass(frozen=True)
class AlreadyWithdrawn:
    """The resident took the call back before."""


@dataclass(frozen=True)
class NoSuchCall:
    """There is no call of this id."""


Outcome = Acknowledged | AlreadyAcknowledged | AlreadyWithdrawn | NoSuchCall


async def acknowledge_call(call_id: str, user: User, address: str, *, clock: Clock) -> Outcome:
    """Silence the call for everybody and tell the terminal that somebody comes."""
    now = clock.now()
    async with transaction():
        open_ = Call.filter(id=call_id, acknowledged_at__isnull=True, withdrawn_at__isnull=True)
        if await open_.update(acknowledged_at=now, acknowledged_by=user.name):
            await _tell_everybody(await Call.get(id=call_id), user, address, now)
            return Acknowledged()
    return await _why_not(call_id)


async def _tell_everybody(call: Call, user: User, address: str, now: datetime) -> None:
    await send_command(call.terminal, CallAnswered(call=call.id))
    await changed(CALLS, call.id)
    await record(
        AuditEntry(
            at=now,
            actor=user.login,
            section=user.section,
            address=address,
            action="call-acknowledged",
            terminal=call.terminal,
            place=call.place,
            function="notifications",
            detail={"call": call.id},
        )
    )


async def _why_not(call_id: str) -> Outcome:
    call = await Call.get_or_none(id=call_id)
    if call is None:
        return NoSuchCall()
    if call.acknowledged_at is not None:
        return AlreadyAcknowledged(call.acknowledged_by, call.acknowledged_at)
    return AlreadyWithdrawn()
