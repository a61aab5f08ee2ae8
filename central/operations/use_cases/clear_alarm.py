"""Clear an alarm whose cause is over."""

from __future__ import annotations

from datetime import datetime

from ...db.changes import changed
from ..channels import ALARMS
from ..models import Alarm


async def clear_alarm(kind: str, subject: str, at: datetime) -> bool:
    """Clear the alarm of this kind and subject; False when none stood."""
    ids = await Alarm.filter(kind=kind, subject=subject, cleared_at__isnull=True).values_list("id", flat=True)
    if not ids:
        return False
    await Alarm.filter(id__in=ids).update(cleared_at=at)
    await changed(ALARMS, [str(id_) for id_ in ids])
    return True
