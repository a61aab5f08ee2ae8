"""Note what the late check of identity found."""

from __future__ import annotations

from datetime import datetime

from ...db.changes import changed
from ...db.transaction import transaction
from ...errors import NotFound
from ...operations.use_cases.raise_alarm import raise_alarm
from ..case import IdentityState
from ..channels import CASES
from ..happened import Happened
from .hold import hold_case
from .note import note

IDENTITY_REVOKED = "identity-revoked"
IDENTITY_HELD = "identity-held"
_ALARMS = {IdentityState.REVOKED: IDENTITY_REVOKED, IdentityState.HELD: IDENTITY_HELD}


async def note_identity(case_id: str, verdict: IdentityState, at: datetime, *, atena_no: str = "") -> None:
    """Mark the case, once; REVOKED and HELD raise an alarm and keep it from 住基. Raises NotFound.

    `atena_no` is whose card it was, where `verdict` is CONFIRMED.
    """
    async with transaction():
        case = await hold_case(case_id)
        if case is None:
            raise NotFound("case")
        before = case.identity
        if before == verdict:
            return
        case.identity, case.atena_no = verdict.value, atena_no if verdict is IdentityState.CONFIRMED else ""
        await case.save(update_fields=["identity", "atena_no"])
        await note(case, at, Happened.IDENTITY, **{"from": before, "to": verdict.value})
        await changed(CASES, case.id)
        if verdict in _ALARMS:
            await raise_alarm(_ALARMS[verdict], case.id, at, {"number": case.number})
