"""Count a check: at most so many an hour for each terminal, however many replicas answer it."""

from __future__ import annotations

from datetime import datetime, timedelta

from ...db.rows import rows
from ..models import IdentityCheck

_HOUR = timedelta(hours=1)
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('identity-check ' || $1, 0))"


async def count_check(terminal: str, most: int, now: datetime) -> bool:
    """Count one more in the caller's transaction; False, and nothing counted, when the hour is full."""
    await rows(_ONE_AT_A_TIME, [terminal])
    await IdentityCheck.filter(terminal=terminal, checked_at__lte=now - _HOUR).delete()
    if await IdentityCheck.filter(terminal=terminal).count() >= most:
        return False
    await IdentityCheck.create(terminal=terminal, checked_at=now)
    return True
