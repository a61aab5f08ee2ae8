"""Take the extracts that wait, one after the other; what cannot be read is set aside with its reason."""

from __future__ import annotations

import asyncio
import functools
from datetime import datetime, timedelta

from ...clock import Clock
from ...db.changes import changed
from ...db.rows import rows
from ...db.transaction import transaction
from ...log import logger
from ...operations.use_cases.clear_alarm import clear_alarm
from ...operations.use_cases.raise_alarm import raise_alarm
from ..alarms import FOLDER_AWAY, SET_ASIDE, SUBJECT
from ..channels import EXTRACTS
from ..gateways.files.extract import Extract, read_extract
from ..gateways.files.flaws import Broken, Flaw
from ..gateways.files.folder import ExtractFolder, FolderAway
from ..gateways.files.manifest import Manifest
from ..gateways.files.sequence import Take, next_step
from ..models import ExtractNote
from .take_into_register import position, take_into_register

_log = logger("residents")
_CLOCKS_APART = timedelta(minutes=1)
_LONGEST_PLACE = 255
_ALONE = 0x4A554B49  # any number, as long as every process uses the same


async def take_extracts(folder: ExtractFolder, *, clock: Clock) -> None:
    """Until nothing more can be taken. A folder that is away is an alarm."""
    try:
        while await _next(folder, clock):
            pass
    except FolderAway as away:
        _log.warning("juki-folder-away", error=str(away))
        await raise_alarm(FOLDER_AWAY, SUBJECT, clock.now())
    else:
        await clear_alarm(FOLDER_AWAY, SUBJECT, clock.now())


async def _next(folder: ExtractFolder, clock: Clock) -> bool:
    """One step; False: nothing waits that could be taken. Of several workers one looks into the folder at a time."""
    async with transaction():
        await rows("SELECT pg_advisory_xact_lock($1)", [_ALONE])
        waiting = await asyncio.to_thread(folder.waiting)
        for each in waiting:
            if each.manifest is None:
                await _set_aside(folder, each.stem, Broken(Flaw.MANIFEST, f"{each.stem}.ok"), clock.now())
        step = next_step(await position(), [each.manifest for each in waiting if each.manifest is not None])
        if isinstance(step, Take):
            await _take(folder, step, clock)
    if step is not None:
        await asyncio.to_thread(folder.remove, step.manifest.stem)
    return step is not None


async def _take(folder: ExtractFolder, step: Take, clock: Clock) -> None:
    """Its files are removed only when all of it is committed; cut short before that, they are known already."""
    manifest = step.manifest
    extract, now = await _read(folder, manifest), clock.now()
    if isinstance(extract, Extract):
        extract = await _timely(extract, now)
    if isinstance(extract, Broken):
        await _set_aside(folder, manifest.stem, extract, now)
    else:
        await take_into_register(extract, now, follows=step.follows)
        _log.info("juki-extract-taken", stem=manifest.stem, rows=extract.rows)


async def _read(folder: ExtractFolder, manifest: Manifest) -> Extract | Broken:
    contents = await asyncio.to_thread(folder.contents, manifest)
    if isinstance(contents, Broken):
        return contents
    return await asyncio.to_thread(read_extract, manifest, contents)


async def _timely(extract: Extract, now: datetime) -> Extract | Broken:
    known, as_of = await position(), extract.manifest.as_of
    if as_of - now > _CLOCKS_APART:
        return Broken(Flaw.TIME_AHEAD)
    return Broken(Flaw.TIME_BACK) if known is not None and as_of < known.as_of else extract


async def _set_aside(folder: ExtractFolder, stem: str, broken: Broken, now: datetime) -> None:
    """Files with 個人番号 are not kept at all."""
    _log.warning("juki-extract-set-aside", stem=stem, flaw=broken.flaw)
    note = await ExtractNote.create(
        at=now, stem=stem, outcome="set-aside", flaw=broken.flaw, place=broken.place[:_LONGEST_PLACE]
    )
    await raise_alarm(SET_ASIDE, SUBJECT, now, {"stem": stem, "flaw": broken.flaw})
    await changed(EXTRACTS, str(note.id))
    put_away = folder.remove if broken.flaw is Flaw.MY_NUMBER else functools.partial(folder.set_aside, now=now)
    await asyncio.to_thread(put_away, stem)
