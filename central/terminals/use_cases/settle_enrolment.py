"""Settle an enrolment: a person has compared the fingerprints, or gives the code up."""

from __future__ import annotations

from collections.abc import Collection

from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.changes import changed
from ...db.transaction import transaction
from ...staff.user import User
from ..channels import ENROLMENTS
from ..enrolment import LIVE, EnrolmentState
from ..models import Enrolment
from ..traces import by_person


async def confirm_enrolment(enrolment: str, shown: str, user: User, address: str, *, clock: Clock) -> bool:
    """The fingerprint `shown` is the one on the terminal. False: nothing waits for it, or it is another request's."""
    return await _settle(
        enrolment, [EnrolmentState.CAME], EnrolmentState.CONFIRMED, user, address, clock=clock, shown=shown
    )


async def refuse_enrolment(enrolment: str, user: User, address: str, *, clock: Clock) -> bool:
    """The fingerprints differ: whoever came gets nothing. False: nothing waits for it."""
    return await _settle(enrolment, [EnrolmentState.CAME], EnrolmentState.REFUSED, user, address, clock=clock)


async def cancel_enrolment(enrolment: str, user: User, address: str, *, clock: Clock) -> bool:
    """The code is not wanted any more. False: it has come to its end already."""
    return await _settle(enrolment, LIVE, EnrolmentState.CANCELLED, user, address, clock=clock)


async def _settle(
    enrolment: str, before: Collection[str], after: EnrolmentState, user: User, address: str, *, clock: Clock,
    shown: str | None = None,
) -> bool:  # fmt: skip
    now = clock.now()
    async with transaction():
        found = await Enrolment.filter(id=enrolment, ends_at__gt=now).select_for_update().first()
        if found is None or found.state not in before or shown not in (None, found.shown_fingerprint()):
            return False
        found.state = after
        if after not in LIVE:
            found.key = b""
        await found.save(update_fields=["state", "key"])
        await changed(ENROLMENTS, enrolment)
        await record(by_person(user, address, now, f"enrolment-{after}", found.terminal))
    return True
