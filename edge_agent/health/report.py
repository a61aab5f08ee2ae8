"""The health of this terminal: all checks, looked at again and again, each with since when it is so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

from protocol.health import CheckName, HealthCheck, Level

from ..clock import Clock, rfc3339
from ..log import logger
from .findings import Check, Finding

_TELL_SECONDS = 3600.0

_log = logger("health")


class HealthReport:
    """`begin` with checks before `run`. Watchers are told a change of level or cause, and the figures once an hour."""

    def __init__(self, clock: Clock, *, every_seconds: float = 30.0, tell_seconds: float = _TELL_SECONDS) -> None:
        self._clock = clock
        self._every = every_seconds
        self._tell_seconds = tell_seconds
        self._checks: tuple[Check, ...] = ()
        self._now: dict[CheckName, HealthCheck] = {}
        self._told: tuple[HealthCheck, ...] = ()
        self._told_at = 0.0
        self._watchers: set[asyncio.Event] = set()

    def begin(self, checks: Iterable[Check]) -> None:
        """These are looked at, in this order."""
        self._checks = tuple(checks)

    def current(self) -> tuple[HealthCheck, ...]:
        """What each check found last, with fresh figures."""
        return tuple(self._now.values())

    async def changes(self) -> AsyncIterator[tuple[HealthCheck, ...]]:
        """The report now, and again whenever it was told anew; a slow reader gets the newest."""
        changed = asyncio.Event()
        self._watchers.add(changed)
        try:
            while True:
                changed.clear()
                yield self._told
                await changed.wait()
        finally:
            self._watchers.discard(changed)

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(self._every)

    async def look(self) -> None:
        """Look at everything once."""
        found = [(check.name, await check.look()) for check in self._checks]
        self._now = {name: self._noted(name, finding) for name, finding in found if finding is not None}
        self._tell()

    def _noted(self, name: CheckName, finding: Finding) -> HealthCheck:
        before, figures = self._now.get(name), dict(finding.figures)
        if before is not None and (before.level, before.cause) == (finding.level, finding.cause):
            return HealthCheck(name, finding.level, finding.cause, before.since, figures)
        if before is not None or finding.level is not Level.OK:
            _log.info("health-changed", check=name, level=finding.level, cause=finding.cause)
        return HealthCheck(name, finding.level, finding.cause, rfc3339(self._clock.now()), figures)

    def _tell(self) -> None:
        now, current = asyncio.get_running_loop().time(), self.current()
        is_news = [_gist(check) for check in current] != [_gist(check) for check in self._told]
        if is_news or (current != self._told and now - self._told_at >= self._tell_seconds):
            self._told, self._told_at = current, now
            for watcher in self._watchers:
                watcher.set()


def _gist(check: HealthCheck) -> tuple[str, str, str]:
    """What of a check is told at once; figures may wait."""
    return check.name, check.level, check.cause
