"""Puts the report for support together from what the agent says of itself anyway."""

from __future__ import annotations

import platform
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from importlib.metadata import PackageNotFoundError, version

from ..clock import Clock, rfc3339
from ..settings import AgentSettings, redacted
from .api import RecentEvents, Status, WaitingEvent, WaitingEvents
from .measures import RoundTripsMade
from .support import SupportReport, WaitingKind

_PACKAGES = ("aiohttp", "cryptography", "evdev", "msgspec", "paho-mqtt", "pyscard", "python-escpos", "textual")


class Reporting:
    """Asks for everything when a report is wanted."""

    def __init__(
        self,
        settings: AgentSettings,
        clock: Clock,
        *,
        status: Callable[[], Status],
        waiting: Callable[[], Awaitable[WaitingEvents]],
        recent: Callable[[], RecentEvents],
        round_trips: Callable[[], Awaitable[RoundTripsMade]],
    ) -> None:
        self._settings = redacted(settings)
        self._clock = clock
        self._status = status
        self._waiting = waiting
        self._recent = recent
        self._round_trips = round_trips

    async def made(self) -> SupportReport:
        """The report of this moment."""
        trips, waiting = await self._round_trips(), await self._waiting()
        status = self._status()
        return SupportReport(
            made_at=rfc3339(self._clock.now()),
            versions={"kantan-madoguchi": status.version} | _versions(),
            settings=self._settings,
            status=status,
            waiting=_by_kind(waiting.events),
            recent=self._recent().events,
            round_trips=trips,
        )


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version(), "kernel": platform.release(), "machine": platform.machine()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


def _by_kind(events: Iterable[WaitingEvent]) -> tuple[WaitingKind, ...]:
    kinds: defaultdict[str, list[WaitingEvent]] = defaultdict(list)
    for event in events:
        kinds[event.kind].append(event)
    return tuple(
        WaitingKind(kind, len(of), sum(bool(event.trouble) for event in of), sum(event.size for event in of))
        for kind, of in sorted(kinds.items())
    )
