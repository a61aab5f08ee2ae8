"""The village's mosquitto, configured by the same module that configures a site's."""

from __future__ import annotations

from pathlib import Path

from ..broker.configuration import BrokerSettings, write_configuration
from . import practice_user
from .program import Program, answers_on


class Broker:
    """mosquitto on loopback with the village's own authority; what it retains survives in `directory`."""

    def __init__(self, directory: Path, *, site: Path, port: int, log: Path) -> None:
        self._directory = directory
        self._settings = BrokerSettings(site=site, directory=directory, port=port, autosave_seconds=1)
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
