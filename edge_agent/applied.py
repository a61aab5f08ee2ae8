"""Which migrations a file has seen, asked without the library that applies them: it is 4 MB and seldom needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
_NAMES = "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id"


def has_applied(connection: sqlite3.Connection, migration_set: str, names: Sequence[str]) -> bool:
    """Whether the file has exactly these, in this order."""
    if connection.execute(_TABLE).fetchone() is None:
        return False
    return [name for (name,) in connection.execute(_NAMES, (migration_set,))] == list(names)
