"""The table of the print journal: an append-only list of migrations, named again in `journal.MIGRATIONS`."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

_migrations = Migrations("printing")


@_migrations()
def m001_prints(db: Database) -> None:
    """One row for each print id; `is_told`: central was told how it ended."""
    columns = {
        "print_id": str, "application": str, "number": str, "digest": str, "state": str, "fault": str,
        "ordered_at": str, "changed_at": str, "is_told": int,
    }  # fmt: skip
    db.table("prints").create(columns, pk="print_id", not_null=set(columns))
    db.table("prints").create_index(["is_told"])


def apply(connection: sqlite3.Connection) -> None:
    """Apply what this file lacks."""
    _migrations.apply(Database(connection, execute_plugins=False))
