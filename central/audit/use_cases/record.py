"""Record: append one line to the audit log, in the caller's transaction."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ...db.transaction import transaction
from ..chain import HEAD, START, chained_hash
from ..entry import AuditEntry, AuditKind, Print
from ..models import AuditHead, AuditRecord

__all__ = ["AuditEntry", "AuditKind", "Print", "record"]


async def record(entry: AuditEntry) -> None:
    """Append `entry`; call it last in a transaction, because writers of the log wait for each other until commit."""
    async with transaction():
        await AuditHead.bulk_create([AuditHead(name=HEAD, seq=0, hash=START)], ignore_conflicts=True)
        head = await AuditHead.select_for_update().get(name=HEAD)
        columns = _columns(entry) | {"seq": head.seq + 1, "previous_hash": head.hash}
        line = AuditRecord(**columns, hash=chained_hash(columns))
        await line.save(force_create=True)
        await AuditHead.filter(name=HEAD).update(seq=line.seq, hash=line.hash)


def _columns(entry: AuditEntry) -> dict[str, Any]:
    columns = asdict(entry)
    columns |= columns.pop("printed")
    columns["kind"] = entry.kind.value
    columns["subjects"] = list(entry.subjects)
    columns["detail"] = dict(entry.detail)
    return columns
