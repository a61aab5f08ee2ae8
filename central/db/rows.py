"""Hand-written SQL for the few statements an ORM cannot say, on the connection of the running transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tortoise.connection import get_connection


async def rows(sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
    """Every row that `sql` returns, RETURNING included (Tortoise's `execute_query` would drop those of an INSERT)."""
    return await get_connection("default").execute_query_dict(sql, list(parameters))
