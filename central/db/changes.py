"""Changes travel between central's processes by LISTEN/NOTIFY: a channel and an id, never content."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass

import asyncpg

from ..log import logger
from .connection import credentials
from .rows import rows

_log = logger("db")

_BACK_OFF_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0)
_ALIVE_SECONDS = 10.0


@dataclass(frozen=True)
class Change:
    """Something of `channel` changed. An empty `id` says: the line was cut, look at everything again."""

    channel: str
    id: str


async def changed(channel: str, ids: str | Iterable[str]) -> None:
    """Tell every process, when this transaction commits, that rows with these ids changed."""
    wanted = [ids] if isinstance(ids, str) else list(ids)
    if wanted:
        await rows("SELECT pg_notify($1, id) FROM unnest($2::text[]) AS id", [channel, wanted])


class Listener:
    """Hears the changes of some channels on a connection of its own, again after every loss."""

    def __init__(self, url: str, channels: Collection[str]) -> None:
        self._url = url
        self._channels = tuple(channels)

    async def changes(self) -> AsyncIterator[Change]:
        """Every change from now on; each (re)connection begins with one empty id per channel."""
        attempt = 0
        while True:
            try:
                connection = await asyncpg.connect(**credentials(self._url))
            except (OSError, asyncpg.PostgresError) as error:
                _log.warning("changes-unreachable", error=type(error).__name__)
                await asyncio.sleep(_BACK_OFF_SECONDS[min(attempt, len(_BACK_OFF_SECONDS) - 1)])
                attempt += 1
                continue
            attempt = 0
            try:
                async for change in self._heard(connection):
                    yield change
            finally:
                await _close(connection)

    async def _heard(self, connection: asyncpg.Connection) -> AsyncIterator[Change]:
        arrived: asyncio.Queue[Change | None] = asyncio.Queue()
        connection.add_termination_listener(lambda _: arrived.put_nowait(None))
        try:
            for channel in self._channels:
                await connection.add_listener(channel, lambda _c, _p, name, id_: arrived.put_nowait(Change(name, id_)))
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return
        for channel in self._channels:
            yield Change(channel, "")
        while (change := await _next(arrived, connection)) is not None:
            yield change
        _log.warning("changes-lost")


async def _next(arrived: asyncio.Queue[Change | None], connection: asyncpg.Connection) -> Change | None:
    while True:
        try:
            async with asyncio.timeout(_ALIVE_SECONDS):
                return await arrived.get()
        except TimeoutError:
            if not await _is_alive(connection):
                return None


async def _is_alive(connection: asyncpg.Connection) -> bool:
    try:
        await connection.execute("SELECT 1", timeout=_ALIVE_SECONDS)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    return True


async def _close(connection: asyncpg.Connection) -> None:
    with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        await connection.close(timeout=1)
