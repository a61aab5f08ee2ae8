"""The table of the print journal: named once where it is asked for, once where it is made."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from edge_agent.applied import has_applied
from edge_agent.printing.journal import MIGRATIONS
from edge_agent.printing.migrations import apply


def test_a_new_file_gets_every_migration_that_is_named() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        assert not has_applied(connection, "printing", MIGRATIONS)
        apply(connection)
        assert has_applied(connection, "printing", MIGRATIONS)
        assert not has_applied(connection, "outbox", MIGRATIONS)
        assert not has_applied(connection, "printing", (*MIGRATIONS, "m999_later"))
