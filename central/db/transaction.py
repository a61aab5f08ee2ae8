"""One PostgreSQL transaction; inside another one, a savepoint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tortoise.transactions import in_transaction


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """Commits at the end, rolls back on any exception; everything of this task inside it uses its connection."""
    async with in_transaction():
        yield
