"""Look at the notices about 支援措置, and mark one as seen; both stand in the audit log."""

from __future__ import annotations

from collections.abc import Sequence

from ...audit.entry import AuditEntry
from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.transaction import transaction
from ...staff.user import User
from ..models import ProtectionNotice
from ..queries import NoticeView, protection_notices


async def look_at_notices(user: User, address: str, *, clock: Clock) -> list[NoticeView]:
    """The newest notices, newest first."""
    async with transaction():
        shown = await protection_notices()
        if shown:
            await _record("protection-notices-viewed", [each.atena_no for each in shown], user, address, clock)
        return shown


async def mark_seen(notice: int, user: User, address: str, *, clock: Clock) -> bool:
    """One of them has seen it; False: a colleague had before, or there is none."""
    async with transaction():
        found = await ProtectionNotice.filter(id=notice, seen_at__isnull=True).select_for_update().first()
        if found is None:
            return False
        found.seen_at, found.seen_by = clock.now(), user.name
        await found.save(update_fields=["seen_at", "seen_by"])
        await _record("protection-notice-seen", [found.atena_no], user, address, clock)
        return True


async def _record(action: str, subjects: Sequence[str], user: User, address: str, clock: Clock) -> None:
    await record(
        AuditEntry(
            at=clock.now(),
            actor=user.login,
            section=user.section,
            address=address,
            action=action,
            function="residents",
            subjects=tuple(dict.fromkeys(subjects)),
        )
    )
