"""The schema version: migrations run once under an advisory lock, and a program that finds another version stops."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from tortoise.apps import Apps
from tortoise.connection import get_connection
from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.writer import MigrationWriter

from ..errors import WrongSchema
from .connection import APP, credentials, orm_config

_LOCK = 0x4D41444F  # any number, as long as every process uses the same


async def migrate(url: str) -> list[str]:
    """Bring the database to this program's version, alone; returns the names of the migrations applied."""
    async with _alone(url), _orm(url):
        executor = _executor(url)
        waiting = [step.migration.name for step in await executor.plan()]
        await executor.migrate(direction="forward")
    return waiting


async def require_current_schema(url: str) -> None:
    """Raise WrongSchema unless the database has exactly this program's migrations."""
    async with _orm(url):
        executor = _executor(url)
        waiting = [step.migration.name for step in await executor.plan()]
        known = {key.name for key in executor.loader.graph.nodes}
        applied = {key.name for key in await executor.recorder.applied_migrations()}
    if waiting:
        raise WrongSchema(f"the database is older than this program: run `python -m central migrate` ({waiting[0]})")
    if newer := sorted(applied - known):
        raise WrongSchema(f"the database is newer than this program: install the version that knows {newer[-1]}")


async def missing_migrations() -> list[MigrationWriter]:
    """The migrations that the models need beyond those on disk; no database is asked."""
    config = orm_config("postgresql:///")
    async with TortoiseContext() as context:
        await context.init(config=config, init_connections=False)
        apps = context.apps or Apps(config["apps"], context.connections)
        for model in apps[APP].values():
            model._meta.table_description = ""  # docstrings are no part of the schema
        return await MigrationAutodetector(apps, config["apps"]).changes()


def _executor(url: str) -> MigrationExecutor:
    return MigrationExecutor(get_connection("default"), {APP: orm_config(url)["apps"][APP]})


@asynccontextmanager
async def _orm(url: str) -> AsyncIterator[None]:
    async with TortoiseContext() as context:
        await context.init(config=orm_config(url, connections=2))
        yield


@asynccontextmanager
async def _alone(url: str) -> AsyncIterator[None]:
    connection = await asyncpg.connect(**credentials(url))
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
        yield
    finally:
        await connection.close()
