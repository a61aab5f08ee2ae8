"""Whose signature is a terminal's: the device keys of the database, kept in memory and refreshed by changes."""

from __future__ import annotations

from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from protocol.wire import topics
from protocol.wire.signing import KeyRing

from ..db.changes import Listener
from .queries import device_keys


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
            await self.refresh()
