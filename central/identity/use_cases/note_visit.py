"""Note who stands at a terminal: the last word on a visit is the one that counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from protocol.wire.messages.identity import Outcome

from ...db.rows import rows
from ..models import VisitIdentity

_KEPT = timedelta(days=1)

_NOTE = """
INSERT INTO identity_visit (terminal, visit, atena_no, assurance, outcome, proved_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (terminal, visit) DO UPDATE SET atena_no = excluded.atena_no, assurance = excluded.assurance,
outcome = excluded.outcome, proved_at = excluded.proved_at
"""


class Assurance(StrEnum):
    """How identity was proved."""

    CARD = "card"
    FACE_TO_FACE = "face-to-face"


@dataclass(frozen=True)
class Noted:
    """`atena_no` is "" where nobody was found."""

    terminal: str
    visit: str
    atena_no: str = field(repr=False)
    assurance: Assurance
    outcome: Outcome


async def note_visit(noted: Noted, now: datetime) -> None:
    """Keep it instead of what was known of this visit; what is a day old is forgotten."""
    await VisitIdentity.filter(proved_at__lt=now - _KEPT).delete()
    values = [noted.terminal, noted.visit, noted.atena_no, noted.assurance.value, noted.outcome.value, now]
    await rows(_NOTE, values)
