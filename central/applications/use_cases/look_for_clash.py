"""Look whether a case's reception number was given twice on its day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from ...db.changes import changed
from ...operations.use_cases.raise_alarm import raise_alarm
from ..channels import CASES
from ..happened import Happened
from ..models import Case
from .note import note

NUMBER_CLASH = "number-clash"


async def look_for_clash(case: Case) -> None:
    """Every case of the number says so, also where a clash of it was settled; none is dropped."""
    others = await Case.filter(business_day=case.business_day, number=case.number).exclude(id=case.id)
    if not others:
        return
    both = (case, *others)
    await Case.filter(id__in=[each.id for each in both]).update(has_clash=True, is_clash_settled=False)
    for each in both:
        await note(each, case.received_at, Happened.CLASH, number=case.number)
    await changed(CASES, [other.id for other in others])
    await alarm_clash(both, case.received_at)


async def alarm_clash(cases: Collection[Case], at: datetime) -> None:
    """Let the alarm of these cases of one number stand."""
    await raise_alarm(NUMBER_CLASH, clash_subject(next(iter(cases))), at, {"cases": len(cases)})


def clash_subject(case: Case) -> str:
    """What the alarm of a case's number is about."""
    return f"{case.business_day.isoformat()} {case.number}"
