"""Settle a clash of reception numbers: a clerk has made sure which case is whose; and take that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ...clock import Clock
from ...db.transaction import transaction
from ...operations.use_cases.clear_alarm import clear_alarm
from ...staff.user import User
from ..happened import Happened
from ..models import Case, CaseHappening
from ..rights import may_decide
from .hold import hold_case, hold_codes
from .look_for_clash import NUMBER_CLASH, alarm_clash, clash_subject
from .note import note
from .record_act import Actor, record_act


@dataclass(frozen=True)
class Settled:
    """So it is now, for every case of the number."""


@dataclass(frozen=True)
class AlreadyDone:
    """A colleague was first, and that stays."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Outdated:
    """The page was older: one more case of this number has arrived."""


@dataclass(frozen=True)
class NotAllowed:
    """Not by this person, or not without a reason."""


@dataclass(frozen=True)
class NoSuchClash:
    """There is no such case, or nothing to settle about its number."""


ClashOutcome = Settled | AlreadyDone | Outdated | NotAllowed | NoSuchClash


async def settle_clash(case: str, others: int, reason: str, user: User, address: str, *, clock: Clock) -> ClashOutcome:
    """確認した: `others` is how many other cases of the number the page showed. The alarm of the number ends."""
    now, reason = clock.now(), reason.strip()
    if not reason or not may_decide(user):
        return NotAllowed()
    async with transaction():
        cases = await _hold(case)
        if not cases:
            return NoSuchClash()
        if cases[0].is_clash_settled:
            return await _already(case, Happened.CLASH_SETTLED)
        if len(cases) != others + 1:
            return Outdated()
        await clear_alarm(NUMBER_CLASH, clash_subject(cases[0]), now)
        return await _become(cases, Happened.CLASH_SETTLED, Actor(user, address, now), reason=reason)


async def reopen_clash(case: str, user: User, address: str, *, clock: Clock) -> ClashOutcome:
    """Take 確認した back; the alarm stands again."""
    now = clock.now()
    if not may_decide(user):
        return NotAllowed()
    async with transaction():
        cases = await _hold(case)
        if not cases:
            return NoSuchClash()
        if not cases[0].is_clash_settled:
            return await _already(case, Happened.CLASH_REOPENED)
        await alarm_clash(cases, now)
        return await _become(cases, Happened.CLASH_REOPENED, Actor(user, address, now))


async def _hold(case: str) -> list[Case]:
    """The case and the others of its number; nobody brings another in meanwhile. Empty: it has no clash."""
    await hold_codes()
    held = await hold_case(case)
    if held is None or not held.has_clash:
        return []
    others = Case.filter(business_day=held.business_day, number=held.number, has_clash=True).exclude(id=held.id)
    return [held, *await others.order_by("id").select_for_update()]


async def _become(cases: list[Case], what: Happened, actor: Actor, **detail: str) -> Settled:
    is_settled = what is Happened.CLASH_SETTLED
    await Case.filter(id__in=[each.id for each in cases]).update(is_clash_settled=is_settled)
    for each in cases:
        await note(each, actor.at, what, actor.user.name, **detail)
    for each in cases:
        await record_act(each, f"case-{what}", actor)
    return Settled()


async def _already(case: str, what: Happened) -> AlreadyDone | NoSuchClash:
    last = await CaseHappening.filter(case_id=case, what=what.value).order_by("-id").first()
    return AlreadyDone(last.by, last.at) if last else NoSuchClash()
