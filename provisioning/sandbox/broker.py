"""The village's mosquitto, configured by the same module that configures a site's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from ..broker.configuration import BrokerSettings, write_configuration
from ..broker.reload import reload_when_replaced
from . import practice_user
from .program import Program, answers_on
from .settings_files import REVOCATIONS


class Broker:
    """mosquitto on loopback with the village's own authority; what it retains survives in `directory`."""

    def __init__(self, directory: Path, *, site: Path, port: int, log: Path) -> None:
        self._directory = directory
        self._revocations = site / REVOCATIONS
        self._settings = BrokerSettings(
            site=site, directory=directory, port=port, autosave_seconds=1, crl_file=self._revocations
        )
        self.program = Program(
            "mosquitto",
            practice_user.command("/usr/sbin/mosquitto", "-c", f"{directory}/mosquitto.conf", may_read_anywhere=True),
            log=log,
            ready=answers_on(port),
        )

    def configure(self) -> None:
        """Write its configuration; the site's keys must be there."""
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_configuration(self._settings)
        practice_user.ensure()
        practice_user.give(self._directory)

    @asynccontextmanager
    async def reloading(self) -> AsyncIterator[None]:
        """Inside, a replaced list of revoked certificates reaches the broker at once."""
        watching = asyncio.create_task(reload_when_replaced(self._revocations, lambda: self.program.pid))
        try:
            yield
        finally:
            watching.cancel()
