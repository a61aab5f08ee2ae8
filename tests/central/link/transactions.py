"""What the database is in the middle of."""

from __future__ import annotations

from central.db.rows import rows

_OPEN = """
SELECT count(*) AS open FROM pg_stat_activity
WHERE datname = current_database() AND state IN ('idle in transaction', 'active') AND pid <> pg_backend_pid()
"""


async def open_transactions() -> int:
    """How many connections of this database have a transaction open, besides the one that asks."""
    return int((await rows(_OPEN, []))[0]["open"])
