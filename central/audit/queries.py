"""What may be asked of the audit log: is the chain whole, and its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .chain import HEAD, START, chained_hash
from .models import AuditHead, AuditRecord

_CHUNK = 1000


@dataclass(frozen=True)
class ChainReport:
    """`lines` were read; `broken_at` is the first seq that is missing, changed or moved (None: the chain is whole)."""

    lines: int
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        """Whether nobody has touched the log."""
        return self.broken_at is None


async def verify_chain() -> ChainReport:
    """Read the whole log and recompute every hash, its end included."""
    expected, previous = 1, START
    while chunk := await AuditRecord.filter(seq__gte=expected).order_by("seq").limit(_CHUNK):
        for line in chunk:
            if line.seq != expected or not _is_genuine(line, previous):
                return ChainReport(expected - 1, expected)
            expected, previous = expected + 1, line.hash
    head = await AuditHead.get_or_none(name=HEAD)
    end = (0, START) if head is None else (head.seq, head.hash)
    return ChainReport(expected - 1, None if end == (expected - 1, previous) else expected)


async def lines_of(
    *, kind: str = "", actor: str = "", limit: int = 100, before: int | None = None
) -> list[dict[str, Any]]:
    """The newest lines first, as columns; `before` is the seq to page on from."""
    query = AuditRecord.all().order_by("-seq").limit(limit)
    if kind:
        query = query.filter(kind=kind)
    if actor:
        query = query.filter(actor=actor)
    if before is not None:
        query = query.filter(seq__lt=before)
    return [_columns_of(line) for line in await query]


def _is_genuine(line: AuditRecord, previous: str) -> bool:
    return line.previous_hash == previous and line.hash == chained_hash(_columns_of(line))


def _columns_of(line: AuditRecord) -> dict[str, Any]:
    return {name: getattr(line, name) for name in line._meta.fields_db_projection}
