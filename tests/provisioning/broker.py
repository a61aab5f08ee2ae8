"""A real private mosquitto for one test: a fresh site, a free loopback port, killed and started again at will."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from protocol.connection import SessionSettings
from protocol.wire.keys import load_certificate_key, load_public_signing_key, load_signing_key
from protocol.wire.signing import KeyRing, Signer
from provisioning.authority import create_site, issue_terminal
from provisioning.broker.configuration import BrokerSettings, write_configuration

NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
TERMINALS = ("madoguchi-1", "madoguchi-2")


def free_port() -> int:
    """A loopback port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Broker:
    """One mosquitto over the site in `directory/site`; `async with` starts and ends it."""

    directory: Path
    crl_file: Path | None = None
    port: int = field(default_factory=free_port)
    _process: asyncio.subprocess.Process | None = None

    @property
    def site(self) -> Path:
        """The site's files."""
        return self.directory / "site"

    @property
    def pid(self) -> int | None:
        """Its process while it runs."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if self._process is not None and running else None

    @property
    def log_file(self) -> Path:
        """What mosquitto says."""
        return self.directory / "mosquitto.log"

    async def __aenter__(self) -> Broker:
        if not self.site.exists():
            create_site(self.site, NOW)
            for terminal in TERMINALS:
                issue_terminal(self.site, terminal)
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    async def start(self) -> None:
        """Start mosquitto and wait until it listens."""
        user = "root" if os.geteuid() == 0 else ""
        settings = BrokerSettings(
            self.site,
            self.directory / "broker",
            port=self.port,
            autosave_seconds=1,
            crl_file=self.crl_file,
            user=user,
        )
        configuration = write_configuration(settings)
        program = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
        with self.log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(program, "-c", str(configuration), stderr=log)
        await self._until_listening()

    async def kill(self) -> None:
        """SIGKILL: what mosquitto has not saved is lost."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _until_listening(self) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                await writer.wait_closed()
                return
        raise AssertionError(self.log_file.read_text())

    def central(self, client_id: str = "central") -> SessionSettings:
        """Settings of a central session: clean start, nothing kept."""
        return SessionSettings(
            "127.0.0.1", self.port, client_id, self.site / "ca.crt", self.site / "central.crt",
            self.site / "central.key", clean_start=True, expiry_seconds=0, longest_pause_seconds=0.5,
        )  # fmt: skip

    def terminal(self, terminal: str = TERMINALS[0]) -> SessionSettings:
        """Settings of a terminal's session: kept for a day."""
        home = self.site / "terminals" / terminal
        return SessionSettings(
            "127.0.0.1", self.port, terminal, home / "ca.crt", home / "terminal.crt", home / "terminal.key",
            clean_start=False, expiry_seconds=86400, longest_pause_seconds=0.5,
        )  # fmt: skip

    def central_signer(self) -> Signer:
        """Signs as central."""
        return Signer(load_signing_key(self.site / "central-signing.key"))

    def terminal_signer(self, terminal: str = TERMINALS[0]) -> Signer:
        """Signs as a terminal."""
        return Signer(load_signing_key(self.site / "terminals" / terminal / "terminal.key"))

    def trusts_central(self) -> KeyRing:
        """What a terminal accepts."""
        return KeyRing.of(load_public_signing_key(self.site / "central-signing.pub"))

    def trusts_terminals(self) -> KeyRing:
        """What central accepts: any terminal of this site."""
        homes = (self.site / "terminals" / terminal for terminal in TERMINALS)
        return KeyRing.of(*(load_certificate_key(home / "terminal.crt") for home in homes))
