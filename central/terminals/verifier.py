"""Whose signature is a terminal's: the device keys of the database, kept in memory and refreshed by changes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from protocol.wire import topics
from protocol.wire.signing import KeyRing

from ..db.changes import Listener
from ..db.outage import DATABASE_AWAY
from ..log import logger
from .queries import device_keys

_log = logger("terminals")
_AGAIN_SECONDS = 1.0


class TerminalVerifier:
    """A `Verifier` that knows the terminals in service; a retired or unknown one is never genuine."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._rings: dict[str, KeyRing] = {}

    def is_genuine(self, topic: str, payload: bytes, properties: Mapping[str, str]) -> bool:
        """Whether the terminal that `topic` names signed `payload` for it with its device key."""
        try:
            ring = self._rings.get(topics.terminal_of(topic))
        except ValueError:
            return False
        return ring is not None and ring.is_genuine(topic, payload, properties)

    def knows(self, terminal: str) -> bool:
        """Whether a terminal is enrolled and in service."""
        return terminal in self._rings

    async def refresh(self) -> None:
        """Read the keys again."""
        keys: Mapping[str, Ed25519PublicKey] = await device_keys()
        self._rings = {terminal: KeyRing.of(key) for terminal, key in keys.items()}

    async def run(self) -> None:
        """Read the keys whenever a terminal was enrolled, changed or retired."""
        async for _ in self._listener.changes():
            await self._refresh_at_last()

    async def _refresh_at_last(self) -> None:
        while True:
            try:
                return await self.refresh()
            except DATABASE_AWAY as error:
                _log.warning("device-keys-not-read", error=type(error).__name__)
            await asyncio.sleep(_AGAIN_SECONDS)
