"""Tick a procedure by hand, or take a tick back with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ...clock import Clock
from ...db.transaction import transaction
from ...guidance.queries import catalogue
from ...staff.user import User
from ..case import CaseState
from ..happened import Happened, Ticking
from ..models import Case, CaseHappening, CaseProcedure
from ..queries import is_visible
from ..rights import receives
from ..sections import reception_of
from .hold import hold_case
from .note import note
from .record_act import Actor, record_act


@dataclass(frozen=True)
class Done:
    """So it is now."""


@dataclass(frozen=True)
class AlreadyDone:
    """A colleague was first, and that stays."""

    by: str
    at: datetime


@dataclass(frozen=True)
class NotAllowed:
    """Another section's procedure, a case that is over, or no reason was given."""


@dataclass(frozen=True)
class NoSuchCase:
    """No such case or procedure, or not for this person to see."""


TickOutcome = Done | AlreadyDone | NotAllowed | NoSuchCase


async def tick(case: str, procedure: str, user: User, address: str, *, clock: Clock) -> TickOutcome:
    """済: whose section it is, or who receives cases (marked `other-section`)."""
    now = clock.now()
    async with transaction():
        held = await hold_case(case)
        row = await _procedure(held, procedure, user)
        if held is None or row is None:
            return NoSuchCase()
        how = await _how(held, row, user)
        if how is None:
            return NotAllowed()
        if row.ticked_at is not None:
            return AlreadyDone(row.ticked_by, row.ticked_at)
        row.ticked_at, row.ticked_by, row.ticked_how = now, user.name, how.value
        await row.save()
        await note(held, now, Happened.TICKED, user.name, procedure=procedure, section=row.section, how=how.value)
        await record_act(held, "procedure-ticked", Actor(user, address, now), procedure=procedure, how=how.value)
    return Done()


async def untick(case: str, procedure: str, reason: str, user: User, address: str, *, clock: Clock) -> TickOutcome:
    """Take 済 back; the timeline keeps the reason."""
    now = clock.now()
    async with transaction():
        held = await hold_case(case)
        row = await _procedure(held, procedure, user)
        if held is None or row is None:
            return NoSuchCase()
        if not reason.strip() or await _how(held, row, user) is None:
            return NotAllowed()
        if row.ticked_at is None:
            return await _taken_back(held, procedure)
        row.ticked_at, row.ticked_by, row.ticked_how = None, "", ""
        await row.save()
        words = {"procedure": procedure, "section": row.section, "reason": reason.strip()}
        await note(held, now, Happened.UNTICKED, user.name, **words)
        await record_act(held, "procedure-unticked", Actor(user, address, now), procedure=procedure)
    return Done()


async def _procedure(held: Case | None, procedure: str, user: User) -> CaseProcedure | None:
    if held is None or not await is_visible(held.id, user):
        return None
    return await CaseProcedure.get_or_none(case_id=held.id, procedure=procedure)


async def _how(held: Case, row: CaseProcedure, user: User) -> Ticking | None:
    """How this person's tick counts; None: it does not."""
    if not CaseState(held.state).is_open:
        return None
    if row.section == user.section:
        return Ticking.HAND
    if receives(user) and user.section and user.section == reception_of(await catalogue(held.catalogue)):
        return Ticking.OTHER_SECTION
    return None


async def _taken_back(held: Case, procedure: str) -> AlreadyDone | NotAllowed:
    undone = await CaseHappening.filter(case_id=held.id, what=Happened.UNTICKED.value).order_by("-id")
    last = next((entry for entry in undone if entry.detail.get("procedure") == procedure), None)
    return AlreadyDone(last.by, last.at) if last else NotAllowed()
