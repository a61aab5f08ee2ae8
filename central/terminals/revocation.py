"""Keeps the broker's list of revoked certificates, and ends the sessions of terminals that were retired."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from provisioning.authority import write_revocations

from ..clock import Clock
from ..db.changes import Listener
from ..link.rounds import Rounds
from ..log import logger
from ..settings import EnrolmentSettings
from .register import revoked_certificates, sessions_to_end
from .use_cases.retire_terminal import note_session_ended

EndSession = Callable[[str], Awaitable[bool | None]]
"""A terminal → whether the broker had a session of it (None: could not be asked)."""

EVERY_SECONDS = 5.0
QUIET_SECONDS = 20.0
"""A terminal tries again within 10 s; one that was not there for twice as long does not get in any more."""

_log = logger("terminals")


class RevocationKeeper:
    """Goes a round when a terminal was changed, and every few seconds."""

    def __init__(
        self,
        settings: EnrolmentSettings,
        listener: Listener,
        end_session: EndSession,
        clock: Clock,
        *,
        quiet_seconds: float = QUIET_SECONDS,
    ) -> None:
        self._authority: Path = settings.authority
        self._file: Path = settings.crl_file
        self._end_session = end_session
        self._clock = clock
        self._quiet_seconds = quiet_seconds
        self._quiet_since: dict[str, float] = {}
        self._rounds = Rounds("revocation", self.go, every_seconds=EVERY_SECONDS, listener=listener)

    async def run(self) -> None:
        """Until cancelled."""
        await self._rounds.run()

    async def go(self) -> None:
        """One round: the list first, so that whoever is thrown out does not come back."""
        revoked = await revoked_certificates(self._clock.now())
        if await asyncio.to_thread(write_revocations, self._authority, self._file, revoked):
            _log.info("revocations-written", certificates=len(revoked))
        waiting = await sessions_to_end()
        self._quiet_since = {terminal: since for terminal, since in self._quiet_since.items() if terminal in waiting}
        for terminal in waiting:
            await self._end(terminal)

    async def _end(self, terminal: str) -> None:
        now = asyncio.get_running_loop().time()
        had_session = await self._end_session(terminal)
        if had_session is not False:
            self._quiet_since.pop(terminal, None)
            _log.info("session-of-retired", terminal=terminal, had_session=had_session)
        if had_session is None:
            return
        since = self._quiet_since.setdefault(terminal, now)
        if had_session is False and now - since >= self._quiet_seconds:
            await note_session_ended(terminal, self._clock.now())
