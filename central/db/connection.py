"""The connection to PostgreSQL and the one list of every room's models."""

from __future__ import annotations

from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg
from tortoise.context import TortoiseContext

APP = "central"

MODEL_MODULES = (
    "central.guidance.models",
    "central.inbox.models",
    "central.applications.models",
    "central.identity.models",
    "central.residents.models",
    "central.notifications.models",
    "central.terminals.models",
    "central.staff.models",
    "central.audit.models",
    "central.operations.models",
    "central.link.models",
)

MIGRATIONS_MODULE = "central.db.migrations"


class _WithoutReset(asyncpg.Connection):  # type: ignore[misc]
    """Nothing of this program outlives its transaction on a connection, so there is nothing to reset between two.

    The reset would be a second round trip for every statement.
    """

    def get_reset_query(self) -> str:
        return ""


def credentials(url: str) -> dict[str, Any]:
    """What asyncpg takes (host, port, user, password, database) from a postgresql:// URL."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "host": query.get("host", [parts.hostname or "localhost"])[0],
        "port": int(query.get("port", [str(parts.port or 5432)])[0]),
        "user": unquote(parts.username or "postgres"),
        "password": unquote(parts.password) if parts.password else None,
        "database": parts.path.lstrip("/") or "postgres",
    }


def orm_config(url: str, connections: int = 8) -> dict[str, Any]:
    """The Tortoise configuration: one app over all rooms' models."""
    pool = {
        "minsize": 1,
        "maxsize": connections,
        "application_name": "central",
        "connection_class": _WithoutReset,
    }
    return {
        "connections": {
            "default": {"engine": "tortoise.backends.asyncpg", "credentials": {**credentials(url), **pool}}
        },
        "apps": {APP: {"models": list(MODEL_MODULES), "migrations": MIGRATIONS_MODULE}},
        "use_tz": True,
        "timezone": "UTC",
    }


class Database:
    """The models bound to one PostgreSQL database for the tasks started inside `async with`."""

    def __init__(self, url: str, *, connections: int = 8) -> None:
        self.url = url
        self._connections = connections
        self._context = TortoiseContext()

    def __repr__(self) -> str:
        return f"Database({credentials(self.url)['database']!r})"

    async def __aenter__(self) -> Database:
        await self._context.__aenter__()
        await self._context.init(config=orm_config(self.url, self._connections))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._context.__aexit__(kind, error, trace)
