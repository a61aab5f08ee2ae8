"""Sign out: the session ends on the server, whatever the browser keeps."""

from __future__ import annotations

from ...audit.entry import AuditEntry, AuditKind
from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.changes import changed
from ...db.transaction import transaction
from ..channels import SESSIONS
from ..models import StaffSession
from ..tokens import fingerprint
from ..user import User


async def sign_out(user: User, token: str, address: str, *, clock: Clock) -> None:
    """End the session of this token; other tabs of the browser learn it through the change."""
    async with transaction():
        await StaffSession.filter(fingerprint=fingerprint(token)).delete()
        await changed(SESSIONS, str(user.id))
        await record(
            AuditEntry(
                at=clock.now(),
                actor=user.login,
                section=user.section,
                address=address,
                action="sign-out",
                kind=AuditKind.AUTHENTICATION,
            )
        )
