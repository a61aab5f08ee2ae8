"""The private PostgreSQL."""

from __future__ import annotations

import tempfile
from pathlib import Path

import asyncpg

from provisioning.sandbox.database import Database


async def test_what_was_written_is_there_after_a_restart_and_after_a_kill() -> None:
    with tempfile.TemporaryDirectory(prefix="village-") as folder:
        base = Path(folder)
        database = Database(base / "postgres", sockets=base / "sockets", log=base / "postgres.log")
        await database.start()
        try:
            await _run(database.url, "CREATE TABLE kept (n int)")
            await database.program.stop()
            await database.start()
            await _run(database.url, "INSERT INTO kept VALUES (1)")
            await database.program.kill()
            await database.start()
            assert await _run(database.url, "INSERT INTO kept SELECT n + 1 FROM kept") == "INSERT 0 1"
        finally:
            await database.program.stop()


async def _run(url: str, statement: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.execute(statement))
    finally:
        await connection.close()
