"""The hand at the printer: what the panel and tests hold."""

from __future__ import annotations

from pathlib import Path

from ..control_socket import ControlSocket
from .condition import BECOME, SEEN, Condition, Seen


class ReceiptHand:
    """The control socket of the program. Everything raises aiohttp.ClientError when nobody is there."""

    def __init__(self, socket: Path) -> None:
        self._control = ControlSocket(socket)
        self.is_there = self._control.is_there

    async def seen(self) -> Seen:
        """How the printer stands and what came out of it."""
        return await self._control.ask(SEEN, None)

    async def become(self, condition: Condition) -> None:
        """Let it stand otherwise; returns when it does."""
        await self._control.ask(BECOME, condition)
