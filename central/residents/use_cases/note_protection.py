"""Note that a household was withheld in a visit, and the case that came of it; nobody is woken and nothing changes."""

from __future__ import annotations

from datetime import datetime

from ..models import ProtectionNotice


async def note_withheld(terminal: str, visit: str, atena_no: str, now: datetime) -> None:
    """One notice for each visit, however often its household is asked for."""
    row = ProtectionNotice(terminal=terminal, visit=visit, atena_no=atena_no, noted_at=now)
    await ProtectionNotice.bulk_create([row], ignore_conflicts=True)


async def note_case(terminal: str, visit: str, *, case: str, number: str) -> None:
    """Name the case in the notice of its visit, if there is one, and let it be seen anew."""
    notice = ProtectionNotice.filter(terminal=terminal, visit=visit, case="")
    await notice.update(case=case, number=number, seen_at=None, seen_by="")
