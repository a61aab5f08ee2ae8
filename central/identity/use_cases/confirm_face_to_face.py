"""Confirm face to face: exactly one clerk has seen the documents, and may say whose record it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from protocol.wire.messages.commands import FaceToFaceConfirmed
from protocol.wire.messages.identity import Outcome

from ...audit.entry import AuditEntry
from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.changes import changed
from ...db.transaction import transaction
from ...link.use_cases.send_command import send_command
from ...residents.numbers import is_registry_number
from ...staff.user import User
from ..channels import FACE_TO_FACE
from ..documents import are_enough
from ..models import FaceToFace
from .note_visit import Assurance, Noted, note_visit


@dataclass(frozen=True)
class Seen:
    """What the clerk saw: kinds of documents, and the 宛名番号 that they chose ("": none)."""

    documents: tuple[str, ...]
    atena_no: str = field(default="", repr=False)


@dataclass(frozen=True)
class Confirmed:
    """This clerk was the one; the terminal is being told."""


@dataclass(frozen=True)
class AlreadyConfirmed:
    """A colleague was first."""

    by: str
    at: datetime


@dataclass(frozen=True)
class NoSuchRequest:
    """Nobody waits under this id."""


@dataclass(frozen=True)
class NotEnough:
    """These documents do not prove anything."""


@dataclass(frozen=True)
class BadNumber:
    """This is no 宛名番号."""


Refusal = NotEnough | BadNumber
Outcomes = Confirmed | AlreadyConfirmed | NoSuchRequest | Refusal


async def confirm_face_to_face(request: str, seen: Seen, user: User, address: str, *, clock: Clock) -> Outcomes:
    """Tell the terminal that the visit may go on, with the household when a number was chosen."""
    if refusal := _refusal(seen.documents, seen.atena_no):
        return refusal
    now = clock.now()
    async with transaction():
        open_ = FaceToFace.filter(id=request, confirmed_at__isnull=True)
        if await open_.update(confirmed_at=now, confirmed_by=user.name, documents=list(seen.documents)):
            await _settle(await FaceToFace.get(id=request), seen, user, address, now)
            return Confirmed()
    return await _why_not(request)


def _refusal(documents: Collection[str], atena_no: str) -> Refusal | None:
    if not are_enough(documents):
        return NotEnough()
    return BadNumber() if atena_no and not is_registry_number(atena_no) else None


async def _settle(waiting: FaceToFace, seen: Seen, user: User, address: str, now: datetime) -> None:
    noted = Noted(waiting.terminal, waiting.visit, seen.atena_no, Assurance.FACE_TO_FACE, Outcome.IDENTIFIED)
    await note_visit(noted, now)
    await send_command(waiting.terminal, FaceToFaceConfirmed(visit=waiting.visit, has_household=bool(seen.atena_no)))
    await changed(FACE_TO_FACE, waiting.id)
    await record(
        AuditEntry(
            at=now,
            actor=user.login,
            section=user.section,
            address=address,
            action="face-to-face-confirmed",
            terminal=waiting.terminal,
            place=waiting.place,
            function="identity",
            subjects=(seen.atena_no,) if seen.atena_no else (),
            detail={"visit": waiting.visit, "documents": " ".join(seen.documents)},
        )
    )


async def _why_not(request: str) -> AlreadyConfirmed | NoSuchRequest:
    found = await FaceToFace.get_or_none(id=request)
    if found is None or found.confirmed_at is None:
        return NoSuchRequest()
    return AlreadyConfirmed(found.confirmed_by, found.confirmed_at)
