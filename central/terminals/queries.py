"""Which terminals there are, whose keys they sign with, and whether they are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from protocol.devices import DeviceStatus
from protocol.health import HealthCheck
from protocol.village.opening import OpeningHours

from ..link.queries import BrokerView
from .models import Place, Terminal, TerminalPresence

TERMINALS = "terminals"
PRESENCE = "presence"


class Reachability(StrEnum):
    """What central knows of a terminal: there, 通信断, or 不明 because central itself lost the broker."""

    ONLINE = "online"
    CUT = "cut"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class TerminalView:
    """A terminal as staff see it; `since` is when `reachability` became so (None: never heard of).

    `devices` and `health` are known only while it is there.
    """

    id: str
    number: int
    name: str
    place: str
    place_name: str
    reachability: Reachability
    since: datetime | None
    version: str
    late_events: int
    devices: tuple[DeviceStatus, ...] = ()
    health: tuple[HealthCheck, ...] = ()


@dataclass(frozen=True)
class Station:
    """Where a terminal stands, in words; `section`: whose counter it is, "" for a lobby's."""

    name: str
    place: str
    section: str


async def station(terminal: str) -> Station:
    """The words for a terminal; of one that nobody registered there is only its id."""
    found = await Terminal.filter(id=terminal).select_related("place").first()
    return Station(found.name, found.place.name, found.section) if found else Station(terminal, "", "")


async def terminal_views(broker: BrokerView) -> list[TerminalView]:
    """Every terminal in service, by number, seen with the broker as `link.queries.broker_view` says it is."""
    presences = {p.terminal_id: p for p in await TerminalPresence.all()}
    terminals = await Terminal.filter(retired_at__isnull=True).select_related("place").order_by("number")
    return [_view(terminal, presences.get(terminal.id), broker) for terminal in terminals]


async def device_keys() -> Mapping[str, Ed25519PublicKey]:
    """Terminal id → device key of every enrolled terminal in service."""
    terminals = await Terminal.filter(retired_at__isnull=True)
    return {t.id: Ed25519PublicKey.from_public_bytes(t.public_key) for t in terminals if t.public_key}


async def lives(terminal: str) -> list[str]:
    """Which instances of a terminal have been there: the present one first, then the earlier ones."""
    presence = await TerminalPresence.get_or_none(terminal_id=terminal)
    return [] if presence is None else [presence.instance, *(presence.earlier or [])]


async def opening_hours(place: str) -> OpeningHours | None:
    """The opening hours of a place (None: no such place)."""
    found = await Place.get_or_none(id=place)
    return None if found is None else OpeningHours.parse(found.opening, found.closed_days)


def _view(terminal: Terminal, presence: TerminalPresence | None, broker: BrokerView) -> TerminalView:
    if not broker.connected:
        state, since = Reachability.UNKNOWN, broker.since
    elif presence is None:
        state, since = Reachability.CUT, None
    else:
        state, since = Reachability.ONLINE if presence.online else Reachability.CUT, presence.since
    return TerminalView(
        id=terminal.id,
        number=terminal.number,
        name=terminal.name,
        place=terminal.place_id,
        place_name=terminal.place.name,
        reachability=state,
        since=since,
        version=presence.version if presence else "",
        late_events=presence.late_events if presence else 0,
        devices=_devices(presence) if presence and state is Reachability.ONLINE else (),
        health=_health(presence) if presence and state is Reachability.ONLINE else (),
    )


def _devices(presence: TerminalPresence) -> tuple[DeviceStatus, ...]:
    return msgspec.convert(presence.devices or (), tuple[DeviceStatus, ...])


def _health(presence: TerminalPresence) -> tuple[HealthCheck, ...]:
    return msgspec.convert(presence.health or (), tuple[HealthCheck, ...])
