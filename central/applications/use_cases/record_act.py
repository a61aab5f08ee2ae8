"""Record in the audit log what somebody did to a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ...audit.entry import NOTHING_PRINTED, AuditEntry, AuditKind, Print
from ...audit.use_cases.record import record
from ...db.changes import changed
from ...staff.user import User
from ..channels import CASES
from ..models import Case


@dataclass(frozen=True)
class Actor:
    """Who does it, from which browser, when."""

    user: User
    address: str = field(repr=False)
    at: datetime


async def record_act(case: Case, action: str, actor: Actor, *, printed: Print = NOTHING_PRINTED, **detail: str) -> None:
    """Wake the pages and append one line; last in the caller's transaction. A print is a line of the print log."""
    await changed(CASES, case.id)
    is_print = printed is not NOTHING_PRINTED
    await record(
        AuditEntry(
            at=actor.at,
            actor=actor.user.login,
            section=actor.user.section,
            address=actor.address,
            action=action,
            kind=AuditKind.PRINT if is_print else AuditKind.OPERATION,
            terminal=case.terminal if is_print else "",
            place=case.place if is_print else "",
            function="applications",
            subjects=(case.id,),
            printed=printed,
            detail=detail,
        )
    )
