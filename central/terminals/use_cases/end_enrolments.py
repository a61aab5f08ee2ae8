"""End what is over: the keys of codes are forgotten at their time, and once their certificate has arrived."""

from __future__ import annotations

from datetime import datetime

from ...audit.use_cases.record import record
from ...db.changes import changed
from ...db.transaction import transaction
from ..channels import ENROLMENTS
from ..enrolment import LIVE, STILL_ANSWERED, EnrolmentState
from ..models import Enrolment
from ..traces import by_device


async def end_enrolments(now: datetime) -> None:
    """Nothing that is over can be answered any more."""
    await (
        Enrolment.filter(state=EnrolmentState.GRANTED, granted_at__lte=now - STILL_ANSWERED)
        .exclude(key=b"")
        .update(key=b"")
    )
    for late in await Enrolment.filter(state__in=LIVE, ends_at__lte=now):
        async with transaction():
            still = Enrolment.filter(id=late.id, state__in=LIVE)
            if await still.update(state=EnrolmentState.EXPIRED, key=b""):
                await changed(ENROLMENTS, late.id)
                await record(by_device(now, "enrolment-expired", late.terminal))


async def note_endpoint(enrolment: str, address: str) -> None:
    """The endpoint listens for this enrolment at `host:port`."""
    if await Enrolment.filter(id=enrolment).exclude(address=address).update(address=address):
        await changed(ENROLMENTS, enrolment)
