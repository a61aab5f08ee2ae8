"""Take one extract into the register: rows, position, comparison and note."""

from __future__ import annotations

from datetime import datetime

from ...db.changes import changed
from ...operations.use_cases.clear_alarm import clear_alarm
from ..alarms import SET_ASIDE, SUBJECT
from ..channels import EXTRACTS
from ..gateways.files.extract import Extract
from ..gateways.files.manifest import ExtractKind
from ..gateways.files.sequence import Position
from ..models import ExtractNote, Register
from .compare_register import compare_register
from .fill_register import change_register, replace_register

_ONLY = "juki"


async def position() -> Position | None:
    """The last extract that was taken; None: there was none."""
    known = await Register.get_or_none(name=_ONLY)
    return None if known is None else Position(known.series, known.number, known.as_of)


async def take_into_register(extract: Extract, now: datetime, *, follows: bool) -> None:
    """In the caller's transaction, so that readers see all of it or nothing.

    `follows`: it comes right after the one that was taken last, so a full one is compared before it takes effect.
    """
    manifest = extract.manifest
    if manifest.kind is ExtractKind.FULL:
        if follows:
            await compare_register(extract, now)
        await replace_register(extract)
    else:
        await change_register(extract)
    as_of = min(manifest.as_of, now)
    place = {"series": manifest.series, "number": manifest.number, "as_of": as_of, "taken_at": now}
    await Register.update_or_create(name=_ONLY, defaults=place)
    await clear_alarm(SET_ASIDE, SUBJECT, now)
    await _note(extract, now)


async def _note(extract: Extract, now: datetime) -> None:
    """One that brings nothing but its time is not worth a line."""
    changed_id = _ONLY
    if extract.rows or extract.manifest.kind is ExtractKind.FULL:
        note = await ExtractNote.create(at=now, stem=extract.manifest.stem, outcome="taken", rows=extract.rows)
        changed_id = str(note.id)
    await changed(EXTRACTS, changed_id)
