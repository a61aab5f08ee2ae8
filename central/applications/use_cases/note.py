"""Note in a case's timeline what happened."""

from __future__ import annotations

from datetime import datetime

from ..happened import Happened
from ..models import Case, CaseHappening


async def note(case: Case, at: datetime, what: Happened, by: str = "", **detail: str) -> None:
    """One more entry, in the caller's transaction; empty details are left out. `by` "": nobody in particular."""
    said = {name: value for name, value in detail.items() if value}
    await CaseHappening.create(case_id=case.id, at=at, what=what.value, by=by, detail=said)
