"""The hand at the printer: what the panel and tests hold."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import msgspec

from .condition import Condition, Seen

_PRINTER = "http://receipt"


class ReceiptHand:
    """The control socket of the program. Everything raises aiohttp.ClientError when nobody is there."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    async def seen(self) -> Seen:
        """How the printer stands and what came out of it."""
        async with self._session() as session, session.get(f"{_PRINTER}/") as answer:
            answer.raise_for_status()
            return msgspec.json.decode(await answer.read(), type=Seen)

    async def become(self, condition: Condition) -> None:
        """Let it stand otherwise; returns when it does."""
        content = msgspec.json.encode(condition)
        async with self._session() as session, session.put(f"{_PRINTER}/condition", data=content) as answer:
            answer.raise_for_status()

    async def is_there(self) -> bool:
        """Whether the program listens."""
        try:
            await self.seen()
        except (aiohttp.ClientError, OSError):
            return False
        return True

    def _session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(self._socket)))
