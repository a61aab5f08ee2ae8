"""Look at people: whoever is shown to somebody stands in the audit log."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from ...audit.entry import AuditEntry
from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.transaction import transaction
from ...staff.user import User
from ..case import CaseRow, CaseView


class Look(StrEnum):
    """What was shown; the audit log's `action`."""

    LIST = "cases-listed"
    CASE = "case-viewed"
    EXPORT = "cases-exported"


def people_of(view: CaseView) -> tuple[str, ...]:
    """The subjects of one case: its id and the keys of its people."""
    return (view.row.id, *(person.key for person in view.application.people))


def cases_of(rows: Collection[CaseRow]) -> tuple[str, ...]:
    """The subjects of a list."""
    return tuple(row.id for row in rows)


async def record_look(
    look: Look, subjects: Collection[str], user: User, address: str, *, clock: Clock, file: str = ""
) -> None:
    """One line for one page, or for one file of this name; a page that shows nobody needs none."""
    if not subjects:
        return
    async with transaction():
        await record(
            AuditEntry(
                at=clock.now(),
                actor=user.login,
                section=user.section,
                address=address,
                action=look.value,
                function="applications",
                subjects=tuple(subjects),
                file=file,
                detail={"shown": len(subjects)},
            )
        )
