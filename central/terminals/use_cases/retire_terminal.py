"""Retire a terminal: from now on nothing that it signs is genuine, and its certificates are revoked."""

from __future__ import annotations

from datetime import datetime

from ...audit.use_cases.record import record
from ...db.changes import changed
from ...db.transaction import transaction
from ...errors import NotFound
from ...staff.user import User
from ..models import Terminal, TerminalCertificate
from ..queries import TERMINALS
from ..traces import by_device, by_person

_ACTION = "terminal-retired"


async def retire_terminal(
    terminal: str, at: datetime, *, user: User | None = None, address: str = "", reason: str = ""
) -> None:
    """Central ignores it at once; the broker refuses it as soon as it has read the new list. Raises NotFound."""
    by = user.name if user else ""
    async with transaction():
        in_service = Terminal.filter(id=terminal, retired_at__isnull=True)
        if not await in_service.update(retired_at=at, retired_by=by, retired_for=reason, session_ended_at=None):
            raise NotFound(terminal)
        revoked = await TerminalCertificate.filter(terminal_id=terminal, revoked_at__isnull=True).update(revoked_at=at)
        await changed(TERMINALS, terminal)
        await record(
            by_person(user, address, at, _ACTION, terminal, certificates=revoked, reason=reason)
            if user
            else by_device(at, _ACTION, terminal, certificates=revoked)
        )


async def note_session_ended(terminal: str, at: datetime) -> None:
    """The broker was seen without any session of a retired terminal."""
    async with transaction():
        retired = Terminal.filter(id=terminal, retired_at__isnull=False, session_ended_at__isnull=True)
        if await retired.update(session_ended_at=at):
            await changed(TERMINALS, terminal)
            await record(by_device(at, "terminal-session-ended", terminal))
