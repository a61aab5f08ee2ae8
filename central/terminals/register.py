"""The register of terminals as the operator sees it: certificates, states, and the enrolment under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ..link.queries import BrokerView
from .enrolment import LIVE, STILL_ANSWERED, EnrolmentState
from .models import Enrolment, Place, Terminal, TerminalCertificate
from .queries import TerminalView, terminal_views

_TOLD = timedelta(hours=1)


class Standing(StrEnum):
    """What a terminal is to central."""

    AWAITED = "awaited"
    IN_SERVICE = "in-service"
    RETIRED = "retired"


@dataclass(frozen=True)
class Registered:
    """A line of the register. `seen` is how it is now (None: not in service); `ends_at` is its certificate's end.

    `session_ended_at` (of a retired one): when the broker was seen to have no session of it any more.
    """

    id: str
    number: int
    name: str
    place_name: str
    standing: Standing
    ends_at: datetime | None
    seen: TerminalView | None
    retired_at: datetime | None
    retired_by: str
    retired_for: str
    session_ended_at: datetime | None


@dataclass(frozen=True)
class EnrolmentView:
    """The enrolment under way, or how the last one ended. `address`: where the terminal has to come ("": not open)."""

    id: str
    terminal: str
    number: int
    name: str
    state: EnrolmentState
    address: str
    fingerprint: str
    wrong_tries: int
    opened_by: str
    ends_at: datetime
    granted_at: datetime | None

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


@dataclass(frozen=True)
class Held:
    """The newest certificate of a terminal (DER) with its life."""

    content: bytes
    issued_at: datetime
    ends_at: datetime


async def registered(broker: BrokerView) -> list[Registered]:
    """Every terminal by number, those in service first."""
    seen = {view.id: view for view in await terminal_views(broker)}
    ends = await _ends()
    lines = [
        _line(terminal, seen.get(terminal.id), ends.get(terminal.id))
        for terminal in await Terminal.all().select_related("place").order_by("number")
    ]
    return sorted(lines, key=lambda line: line.standing is Standing.RETIRED)


async def newest_enrolment(now: datetime) -> EnrolmentView | None:
    """The one under way, or the last one of this hour."""
    found = await Enrolment.filter(opened_at__gt=now - _TOLD).order_by("-opened_at", "-id").first()
    if found is None:
        return None
    is_over = found.state in LIVE and found.ends_at <= now
    return EnrolmentView(
        id=found.id, terminal=found.terminal, number=found.number, name=found.name,
        state=EnrolmentState.EXPIRED if is_over else EnrolmentState(found.state), address=found.address,
        fingerprint=found.shown_fingerprint(), wrong_tries=found.wrong_tries, opened_by=found.opened_by,
        ends_at=found.ends_at, granted_at=found.granted_at,
    )  # fmt: skip


async def awaited_enrolment(now: datetime) -> str | None:
    """The id of the enrolment for which the endpoint has to be open (None: it has to be shut)."""
    found = await Enrolment.filter(state__in=LIVE, ends_at__gt=now).first()
    found = found or await Enrolment.filter(granted_at__gt=now - STILL_ANSWERED).order_by("-granted_at").first()
    return None if found is None else found.id


async def place_names() -> dict[str, str]:
    """Every place: id → name."""
    return {place.id: place.name for place in await Place.all().order_by("id")}


async def newest_certificate(terminal: str) -> Held | None:
    """The newest one that is not revoked."""
    found = (
        await TerminalCertificate.filter(terminal_id=terminal, revoked_at__isnull=True).order_by("-issued_at").first()
    )
    return None if found is None else Held(bytes(found.content), found.issued_at, found.ends_at)


async def revoked_certificates(now: datetime) -> dict[int, datetime]:
    """Serial → since when it must be refused, of all that would still be good."""
    revoked = await TerminalCertificate.filter(revoked_at__isnull=False, ends_at__gt=now)
    return {int(one.serial, 16): one.revoked_at for one in revoked if one.revoked_at is not None}


async def sessions_to_end() -> list[str]:
    """Retired terminals that the broker may still have a session of."""
    retired = Terminal.filter(retired_at__isnull=False, session_ended_at__isnull=True).exclude(public_key=b"")
    return [terminal.id for terminal in await retired.order_by("id")]


async def _ends() -> dict[str, datetime]:
    ends: dict[str, datetime] = {}
    for one in await TerminalCertificate.filter(revoked_at__isnull=True).order_by("issued_at"):
        ends[one.terminal_id] = one.ends_at
    return ends


def _line(terminal: Terminal, seen: TerminalView | None, ends_at: datetime | None) -> Registered:
    standing = Standing.IN_SERVICE if terminal.public_key else Standing.AWAITED
    return Registered(
        id=terminal.id, number=terminal.number, name=terminal.name, place_name=terminal.place.name,
        standing=Standing.RETIRED if terminal.retired_at else standing,
        ends_at=ends_at, seen=seen if standing is Standing.IN_SERVICE else None, retired_at=terminal.retired_at,
        retired_by=terminal.retired_by, retired_for=terminal.retired_for, session_ended_at=terminal.session_ended_at,
    )  # fmt: skip
