"""Look at how it stands with 住基 by files; who is named among the differences stands in the audit log."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from ...audit.entry import AuditEntry
from ...audit.use_cases.record import record
from ...clock import Clock
from ...db.transaction import transaction
from ...staff.roles import Role
from ...staff.user import User
from ..gateways.files.manifest import PartName
from ..queries import ComparisonView, DifferenceView, comparisons


@dataclass(frozen=True)
class Nights:
    """The comparisons as somebody may read them. `sees_blocks`: counts and rows of 抑止 too."""

    comparisons: tuple[ComparisonView, ...]
    sees_blocks: bool


async def look_at_register(user: User, address: str, *, clock: Clock) -> Nights:
    """Whoever is not responsible for 支援措置 learns of 抑止 only whether both sides are the same."""
    sees_blocks = user.holds_any((Role.PROTECTION,))
    async with transaction():
        shown = tuple(_readable(each, sees_blocks=sees_blocks) for each in await comparisons())
        named = [each for comparison in shown for each in comparison.differences]
        if named:
            await _record(named, user, address, clock)
        return Nights(shown, sees_blocks)


def _readable(comparison: ComparisonView, *, sees_blocks: bool) -> ComparisonView:
    if sees_blocks:
        return comparison
    shown = tuple(each for each in comparison.differences if each.part != PartName.BLOCKS)
    return dataclasses.replace(comparison, differences=shown)


async def _record(named: Sequence[DifferenceView], user: User, address: str, clock: Clock) -> None:
    """A difference is named by 宛名番号 and 履歴番号, or by the holder of the certificate."""
    subjects = dict.fromkeys(each.key.partition("-")[0] for each in named if each.part != PartName.BLOCKS)
    await record(
        AuditEntry(
            at=clock.now(),
            actor=user.login,
            section=user.section,
            address=address,
            action="register-differences-viewed",
            function="residents",
            subjects=tuple(subjects),
        )
    )
