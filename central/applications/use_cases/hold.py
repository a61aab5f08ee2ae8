"""Hold what is about to change: a case's row, or all slip codes at once."""

from __future__ import annotations

from ...db.rows import rows
from ..models import Case

_CODES = 0x434F4445  # any number of its own


async def hold_case(case: str) -> Case | None:
    """The case, locked until the caller's transaction ends; None: there is none."""
    return await Case.select_for_update().get_or_none(id=case)


async def hold_codes() -> None:
    """Let one transaction at a time bring cases in or read codes, so that neither misses the other; before any row."""
    await rows("SELECT pg_advisory_xact_lock($1)", [_CODES])
