"""What 支援措置責任者 are told, and how it stands with 住基 by files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ..terminals.queries import station
from .gateways.files.manifest import PartName
from .models import ExtractNote, ProtectionNotice, Register, RegisterComparison

_LISTED = 100
_NOTES, _COMPARISONS = 30, 7


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


@dataclass(frozen=True)
class RegisterView:
    """Which extract was taken last, and when 住基 knew what it says."""

    as_of: datetime
    taken_at: datetime
    number: int


@dataclass(frozen=True)
class ExtractView:
    """What became of an extract; `flaw` and `place` are "" when it was taken."""

    at: datetime
    stem: str
    rows: int
    flaw: str
    place: str


@dataclass(frozen=True)
class PartView:
    """One part of a comparison, theirs and ours. `name` is a key of the texts."""

    name: str
    their_count: int
    our_count: int
    their_hash: str
    our_hash: str

    @property
    def is_equal(self) -> bool:
        """Whether both are the same."""
        return (self.their_count, self.their_hash) == (self.our_count, self.our_hash)


@dataclass(frozen=True)
class DifferenceView:
    """One row that differs; `fields` are names of what differs in it, never values."""

    part: str
    what: str
    key: str = field(repr=False)
    fields: tuple[str, ...]


@dataclass(frozen=True)
class ComparisonView:
    """One night."""

    at: datetime
    as_of: datetime
    is_equal: bool
    parts: tuple[PartView, ...]
    differences: tuple[DifferenceView, ...]
    unlisted: int


async def register_view() -> RegisterView | None:
    """None: no extract was ever taken."""
    known = await Register.all().first()
    return None if known is None else RegisterView(known.as_of, known.taken_at, known.number)


async def extract_notes() -> list[ExtractView]:
    """The newest, newest first; those that brought nothing are not among them."""
    newest = await ExtractNote.all().order_by("-at", "-id").limit(_NOTES)
    return [ExtractView(each.at, each.stem, each.rows, each.flaw, each.place) for each in newest]


async def comparisons() -> list[ComparisonView]:
    """The newest, newest first."""
    return [_compared(each) for each in await RegisterComparison.all().order_by("-at", "-id").limit(_COMPARISONS)]


def _compared(found: RegisterComparison) -> ComparisonView:
    return ComparisonView(
        at=found.at,
        as_of=found.as_of,
        is_equal=found.is_equal,
        parts=tuple(_part(part, found.summaries[part]) for part in PartName),
        differences=tuple(
            DifferenceView(each["part"], each["what"], each["key"], tuple(filter(None, each["fields"].split(","))))
            for each in found.differences
        ),
        unlisted=found.unlisted,
    )


def _part(name: str, summary: dict[str, str | int]) -> PartView:
    their_count, our_count = int(summary["their_count"]), int(summary["our_count"])
    return PartView(name, their_count, our_count, str(summary["their_hash"]), str(summary["our_hash"]))
