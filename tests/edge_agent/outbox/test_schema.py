"""The tables of the outbox file: every migration once, in the order it was written, on a file of any age."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from edge_agent.outbox.schema import MIGRATIONS, migrate

TABLES = {"aside", "epochs", "stream", "waiting"}


def test_a_new_file_gets_every_migration_and_an_old_one_only_what_it_lacks() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for _ in range(2):
            migrate(connection)
        applied = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        )
        assert tuple(name for (name,) in applied) == MIGRATIONS
        assert {name for (name,) in tables} - {"sqlite_sequence"} == TABLES


def test_waiting_and_aside_have_the_same_columns() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        waiting, aside = (connection.execute(f"PRAGMA table_info({name})").fetchall() for name in ("waiting", "aside"))
    assert waiting == aside
