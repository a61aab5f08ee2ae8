"""Look after the register: a full extract must come every night, and nothing is kept for longer than it is of use."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from ...clock import Clock
from ...log import logger
from ...operations.use_cases.raise_alarm import raise_alarm
from ..alarms import NOT_COMPARED, SUBJECT
from ..gateways.files.folder import ExtractFolder, FolderAway
from ..models import ExtractNote, RegisterComparison

_NOTES_FOR = timedelta(days=92)
_log = logger("residents")


async def look_after_register(
    folder: ExtractFolder, *, compare_every: timedelta, keep_for: timedelta, clock: Clock
) -> None:
    """Raises the alarm of a comparison that is overdue, and forgets old notes and files that were set aside."""
    now = clock.now()
    since = await _compared_at()
    if since is not None and now - since > compare_every:
        await raise_alarm(NOT_COMPARED, SUBJECT, now)
    await ExtractNote.filter(at__lt=now - _NOTES_FOR).delete()
    await RegisterComparison.filter(at__lt=now - _NOTES_FOR).delete()
    try:
        await asyncio.to_thread(folder.forget_set_aside, keep_for, now)
    except FolderAway as away:
        _log.warning("juki-folder-away", error=str(away))


async def _compared_at() -> datetime | None:
    """The last comparison; before there was one, the first extract."""
    last = await RegisterComparison.all().order_by("-at").first() or await ExtractNote.all().order_by("at").first()
    return None if last is None else last.at
