"""Who is shown of a household: the committed rows of the living who live there, in legal order."""

from __future__ import annotations

from collections.abc import Iterable

from .order import in_legal_order
from .record import HouseholdRecord, ResidentRecord, Standing


def in_force(rows: Iterable[ResidentRecord]) -> dict[str, ResidentRecord]:
    """The row in force of each person by 宛名番号: the newest that is no 仮登録; who has none is not there."""
    latest: dict[str, ResidentRecord] = {}
    for row in rows:
        known = latest.get(row.atena_no)
        if not row.is_provisional and (known is None or known.history_no < row.history_no):
            latest[row.atena_no] = row
    return latest


def is_being_changed(rows: Iterable[ResidentRecord]) -> bool:
    """Whether a 仮登録 is under way (R05)."""
    rows = tuple(rows)
    committed = in_force(rows)
    return any(
        row.is_provisional and (row.atena_no not in committed or row.history_no > committed[row.atena_no].history_no)
        for row in rows
    )


def members(household: HouseholdRecord) -> tuple[ResidentRecord, ...]:
    """The living members in legal order; 除票 and the deceased are left out."""
    return in_legal_order(
        row
        for row in in_force(household.records).values()
        if row.household_no == household.household_no and row.standing is Standing.RESIDENT
    )
