"""Whether the outbox file has the present tables; sqlite-utils is loaded only to make what it lacks."""

from __future__ import annotations

import sqlite3

from ..applied import has_applied

MIGRATIONS = ("m001_stream_and_events", "m002_trouble")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file, new or of any earlier version, to the present tables."""
    if not has_applied(connection, "outbox", MIGRATIONS):
        from .migrations import apply

        apply(connection)
