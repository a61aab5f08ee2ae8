"""Publishes the catalogue in force; the broker keeps it for terminals that come later."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from protocol.session import Published as Taken
from protocol.village.opening import JAPAN
from protocol.wire import codec, topics
from protocol.wire.messages.publications import CataloguePublished

from ..clock import Clock
from ..db.changes import Listener
from ..link.rounds import Rounds
from ..log import logger
from .queries import current

_log = logger("guidance")
_AGAIN_SECONDS = 60.0


class Publisher(Protocol):
    """The part of the session that publishing needs."""

    async def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> Taken:
        """Sign, publish and wait for the broker's word."""


class CataloguePublisher:
    """Publishes at every connect, when another catalogue was loaded, and when one comes into force."""

    def __init__(self, publisher: Publisher, listener: Listener, clock: Clock) -> None:
        self._publisher = publisher
        self._clock = clock
        self._given = 0
        self._rounds = Rounds("catalogue", self.publish, every_seconds=_AGAIN_SECONDS, listener=listener)

    def line_changed(self, connected: bool) -> None:
        """A broker that was away may have lost what it kept."""
        if connected:
            self._given = 0
            self._rounds.wake()

    async def run(self) -> None:
        """Until cancelled."""
        await self._rounds.run()

    async def publish(self) -> bool:
        """One round: give the broker what is in force today unless it has it; True when it took something."""
        in_force = await current(self._today())
        if in_force is None or in_force.serial == self._given:
            return False
        message = CataloguePublished(in_force.serial, in_force.version, in_force.content)
        answer = await self._publisher.publish(topics.CATALOGUE, codec.encode(message), retain=True)
        if answer in (Taken.CUT, Taken.REFUSED):
            return False
        self._given = in_force.serial
        _log.info("catalogue-published", serial=in_force.serial, version=in_force.version)
        return True

    def _today(self) -> date:
        return self._clock.now().astimezone(JAPAN).date()
