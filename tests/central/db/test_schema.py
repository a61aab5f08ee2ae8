"""The schema is brought to its version once, whoever starts first, and another version is not served."""

from __future__ import annotations

import asyncio
import importlib
import sys
from pathlib import Path

import asyncpg
import pytest
from tortoise.fields import Field
from tortoise.migrations.operations import AddField

from central.db import migrations
from central.db.connection import credentials
from central.db.schema import migrate, missing_migrations, require_current_schema
from central.errors import WrongSchema
from tests.central.database import PrivatePostgres

_MIGRATIONS = Path(migrations.__file__).parent
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


def test_no_column_is_added_that_rows_already_there_could_not_have() -> None:
    for file in sorted(_MIGRATIONS.glob("0*.py")):
        module = importlib.import_module(f"central.db.migrations.{file.stem}")
        for operation in module.Migration.operations:
            if isinstance(operation, AddField):
                field = operation.field
                assert isinstance(field, Field)
                assert field.null or field.has_db_default(), f"{file.stem}: {operation.name}"
