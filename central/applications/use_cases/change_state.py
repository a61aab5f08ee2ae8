"""Change how far a case is, and undo the last such change; of two clerks at once the second learns who was first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ...clock import Clock
from ...db.transaction import transaction
from ...staff.user import User
from ..case import CaseState
from ..happened import Happened
from ..models import Case, CaseProcedure
from ..queries import last_change
from ..rights import may_decide
from .hold import hold_case
from .note import note
from .record_act import Actor, record_act


@dataclass(frozen=True)
class Changed:
    """So it is now; the next change names this revision."""

    revision: int


@dataclass(frozen=True)
class Outdated:
    """The page was older than the case: somebody else changed it."""

    by: str
    at: datetime


@dataclass(frozen=True)
class NotAllowed:
    """Not by this person, not from this state, or not without a reason."""


@dataclass(frozen=True)
class NoSuchCase:
    """There is none."""


ChangeOutcome = Changed | Outdated | NotAllowed | NoSuchCase


async def change_state(  # noqa: PLR0917 - what the page sent, then who sent it
    case: str, to: CaseState, reason: str, revision: int, user: User, address: str, *, clock: Clock
) -> ChangeOutcome:
    """An open case becomes `to`. Needs a reason but for IN_HAND, and for DONE once all that is 必要 is ticked."""
    now, reason = clock.now(), reason.strip()
    async with transaction():
        held = await _held(case, revision, user)
        if not isinstance(held, Case):
            return held
        if not await _may_become(held, to, reason, user):
            return NotAllowed()
        words = {"from": held.state, "to": to.value, "reason": reason, "taken_before": held.taken_by}
        held.taken_by = user.name if to is CaseState.IN_HAND else held.taken_by
        return await _change(held, to, Happened.STATE, words, Actor(user, address, now))


async def undo_state(case: str, revision: int, user: User, address: str, *, clock: Clock) -> ChangeOutcome:
    """Back to the state before the last change; an undoing is not undone."""
    now = clock.now()
    async with transaction():
        held = await _held(case, revision, user)
        if not isinstance(held, Case):
            return held
        last = await last_change(held.id)
        if last is None or last.what != Happened.STATE:
            return NotAllowed()
        words = {"from": held.state, "to": last.detail["from"]}
        held.taken_by = last.detail.get("taken_before", "")
        return await _change(held, CaseState(last.detail["from"]), Happened.UNDONE, words, Actor(user, address, now))


async def _held(case: str, revision: int, user: User) -> Case | NotAllowed | NoSuchCase | Outdated:
    if not may_decide(user):
        return NotAllowed()
    held = await hold_case(case)
    if held is None:
        return NoSuchCase()
    if held.revision == revision:
        return held
    last = await last_change(case)
    return Outdated(last.by, last.at) if last else NotAllowed()


async def _may_become(held: Case, to: CaseState, reason: str, user: User) -> bool:
    if not CaseState(held.state).is_open or to is CaseState.RECEIVED:
        return False
    if to is CaseState.IN_HAND:
        return held.state != to or held.taken_by != user.name
    if held.state == to:
        return False
    return bool(reason) or (to is CaseState.DONE and await _is_all_ticked(held))


async def _is_all_ticked(held: Case) -> bool:
    return not await CaseProcedure.exists(case_id=held.id, is_needed=True, ticked_at__isnull=True)


async def _change(held: Case, to: CaseState, what: Happened, words: dict[str, str], actor: Actor) -> Changed:
    held.state, held.revision = to.value, held.revision + 1
    await held.save(update_fields=["state", "taken_by", "revision"])
    await note(held, actor.at, what, actor.user.name, **words)
    action = "case-state" if what is Happened.STATE else "case-state-undone"
    await record_act(held, action, actor, before=words["from"], after=words["to"])
    return Changed(held.revision)
