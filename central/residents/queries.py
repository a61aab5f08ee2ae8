"""What 支援措置責任者 are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ..terminals.queries import station
from .models import ProtectionNotice

_LISTED = 100


@dataclass(frozen=True)
class NoticeView:
    """One visit. `case` and `number` are "" without an application; `seen_at` is None until one of them saw it."""

    id: int
    terminal_name: str
    place: str
    atena_no: str = field(repr=False)
    noted_at: datetime
    case: str
    number: str
    seen_at: datetime | None
    seen_by: str


async def protection_notices() -> list[NoticeView]:
    """The newest notices, newest first."""
    return [await _view(each) for each in await ProtectionNotice.all().order_by("-noted_at", "-id").limit(_LISTED)]


async def unseen_notices() -> int:
    """How many nobody has seen."""
    return await ProtectionNotice.filter(seen_at__isnull=True).count()


async def _view(notice: ProtectionNotice) -> NoticeView:
    where = await station(notice.terminal)
    return NoticeView(
        id=notice.id,
        terminal_name=where.name,
        place=where.place,
        atena_no=notice.atena_no,
        noted_at=notice.noted_at,
        case=notice.case,
        number=notice.number,
        seen_at=notice.seen_at,
        seen_by=notice.seen_by,
    )
