"""The tables of the outbox file: an append-only list of migrations, named again in `schema.MIGRATIONS`."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

_migrations = Migrations("outbox")

_EVENT = {
    "position": int,
    "life": int,
    "seq": int,
    "event_id": str,
    "kind": str,
    "captured_at": str,
    "envelope": bytes,
    "sent_at": str,
}


@_migrations()
def m001_stream_and_events(db: Database) -> None:
    """One row for the stream, one for each epoch, the events that wait, and those whose place was taken."""
    epoch = {"life": int, "epoch": str, "reason": str, "last_seq": int}
    db.table("epochs").create(epoch, pk="life", not_null=set(epoch) - {"last_seq"})
    db.table("epochs").create_index(["epoch"], unique=True)
    db.table("stream").create(
        {
            "id": int,
            "life": int,
            "seq": int,
            "position": int,
            "newest": str,
            "day": str,
            "is_day_trusted": int,
            "serial": int,
            "floor": int,
            "changes": int,
        },
        pk="id",
    )
    for name in ("waiting", "forked"):
        db.table(name).create(_EVENT, pk="position", not_null=set(_EVENT) - {"sent_at"})
        db.table(name).create_index(["life", "seq"], unique=True)


@_migrations()
def m002_trouble(db: Database) -> None:
    """Why an event needs attention; and `forked` becomes `aside`, for whatever was taken out of the queue and kept."""
    db.rename_table("forked", "aside")
    for name in ("waiting", "aside"):
        db.table(name).add_column("trouble", str)
    db.execute("UPDATE aside SET trouble = 'forked'")


def apply(connection: sqlite3.Connection) -> None:
    """Apply what this file lacks."""
    _migrations.apply(Database(connection, execute_plugins=False))
