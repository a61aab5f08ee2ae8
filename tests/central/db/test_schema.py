"""The schema is brought to its version once, whoever starts first, and another version is not served."""

from __future__ import annotations

import asyncio
import sys

import asyncpg
import pytest

from central.db.connection import credentials
from central.db.schema import migrate, missing_migrations, require_current_schema
from central.errors import WrongSchema
from tests.central.database import PrivatePostgres

_MIGRATE = "import asyncio, sys; from central.db.schema import migrate; asyncio.run(migrate(sys.argv[1]))"


async def test_two_processes_migrate_at_once_without_harm(postgres: PrivatePostgres) -> None:
    url = await postgres.fresh("template1")
    both = [await asyncio.create_subprocess_exec(sys.executable, "-c", _MIGRATE, url) for _ in range(2)]
    assert [await process.wait() for process in both] == [0, 0]
    await require_current_schema(url)
    assert await migrate(url) == []


async def test_an_older_database_is_not_served(postgres: PrivatePostgres) -> None:
    with pytest.raises(WrongSchema, match="central migrate"):
        await require_current_schema(await postgres.fresh("template1"))


async def test_a_newer_database_is_not_served(database_url: str) -> None:
    connection = await asyncpg.connect(**credentials(database_url))
    await connection.execute(
        "INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('central', '9999_later', now())"
    )
    await connection.close()
    with pytest.raises(WrongSchema, match="9999_later"):
        await require_current_schema(database_url)


async def test_the_migrations_hold_everything_the_models_say() -> None:
    assert await missing_migrations() == []
