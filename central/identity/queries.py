"""Who proved identity in a visit, who waits for a clerk, the lists that are kept, checks as a role may read them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from protocol.wire.messages.identity import Outcome

from ..audit.queries import lines_of
from ..clock import Clock
from ..residents.answers import ProvedPerson
from ..staff.roles import Role
from .causes import IDENTITY_CHECKED, readable_code
from .models import FaceToFace, KeptList, VisitIdentity

PROVED_FOR = timedelta(minutes=15)
WAITING_FOR = timedelta(minutes=60)
FACE_TO_FACE = "face-to-face"


@dataclass(frozen=True)
class WaitingPerson:
    """Somebody at a terminal who waits for 対面確認, and since when."""

    id: str
    terminal_name: str
    place: str
    since: datetime

    def waited(self, now: datetime) -> timedelta:
        """How long."""
        return now - self.since


@dataclass(frozen=True)
class CheckLine:
    """One check of identity as somebody may read it."""

    at: datetime
    terminal: str
    code: str


class ProvedVisits:
    """Who proved identity in a visit, for the rooms that answer about people."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def person(self, terminal: str, visit: str) -> ProvedPerson | None:
        """Who was identified there within 15 minutes, by card or by a clerk who chose the number; None: nobody."""
        return await proved(terminal, visit, self._clock.now())


async def proved(terminal: str, visit: str, now: datetime) -> ProvedPerson | None:
    """Who was identified at this terminal in this visit within the last 15 minutes; None: nobody."""
    known = await VisitIdentity.get_or_none(
        terminal=terminal, visit=visit, outcome=Outcome.IDENTIFIED.value, proved_at__gte=now - PROVED_FOR
    )
    if known is None or not known.atena_no or not visit:
        return None
    return ProvedPerson(known.atena_no, known.assurance, known.proved_at)


@dataclass(frozen=True)
class Vouched:
    """Who was identified in a visit, whenever that was. `atena_no` is "" where a clerk chose nobody."""

    by_clerk: bool
    atena_no: str = field(repr=False)


async def vouched(terminal: str, visit: str) -> Vouched | None:
    """Whether identity was proved at this terminal in this visit; None: it was not, or that is long forgotten."""
    known = await VisitIdentity.get_or_none(terminal=terminal, visit=visit, outcome=Outcome.IDENTIFIED.value)
    if known is None or not visit:
        return None
    return Vouched(known.assurance == FACE_TO_FACE, known.atena_no)


async def kept_content(ca_key_id: str) -> bytes | None:
    """The newest revocation list of an authority that is kept."""
    kept = await KeptList.get_or_none(ca_key_id=ca_key_id)
    return None if kept is None else bytes(kept.content)


async def waiting_people(now: datetime) -> list[WaitingPerson]:
    """Who asked for a clerk within the last hour and was not confirmed, longest waiting first."""
    waiting = await FaceToFace.filter(confirmed_at__isnull=True, received_at__gte=now - WAITING_FOR)
    return sorted((_person(each) for each in waiting), key=lambda each: each.since)


async def waiting_person(request: str) -> WaitingPerson | None:
    """The one with this id, while not confirmed."""
    found = await FaceToFace.get_or_none(id=request, confirmed_at__isnull=True)
    return None if found is None else _person(found)


async def checks_as_read_by(roles: Collection[Role], *, limit: int = 100) -> list[CheckLine]:
    """The newest checks; only 支援措置責任者 read true causes, everybody else what the screen said."""
    lines = await lines_of(kind="event", limit=limit)
    return [
        CheckLine(line["at"], line["terminal"], readable_code(line["code"], line["result"], roles))
        for line in lines
        if line["action"] == IDENTITY_CHECKED
    ]


def _person(found: FaceToFace) -> WaitingPerson:
    since = found.occurred_at if found.clock_trusted else found.received_at
    return WaitingPerson(found.id, found.terminal_name, found.place, since)
