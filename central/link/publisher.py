"""Publishes commands in order until the broker has each of them; one process of central at a time."""

from __future__ import annotations

from typing import Protocol

from protocol.session import Published
from protocol.wire import topics

from ..clock import Clock
from ..db.changes import Listener
from ..db.rows import rows
from ..db.transaction import transaction
from .counters import COMMANDS
from .models import OutgoingCommand
from .rounds import Rounds

_AGAIN_SECONDS = 5.0
_AT_ONCE = 100
_LOCK = 0x434D4453  # any number of its own: one publisher at a time keeps a terminal's commands in order


class Publisher(Protocol):
    """The part of the session that commands need."""

    async def publish(self, topic: str, payload: bytes) -> Published:
        """Sign, publish and wait for the broker's word."""


class CommandPublisher:
    """Watches the table of commands and hands them to the broker."""

    def __init__(self, publisher: Publisher, listener: Listener, clock: Clock) -> None:
        self._publisher = publisher
        self._clock = clock
        self._rounds = Rounds("commands", self.publish_waiting, every_seconds=_AGAIN_SECONDS, listener=listener)

    def wake(self, _connected: bool = True) -> None:
        """Try now: the session is back."""
        self._rounds.wake()

    async def run(self) -> None:
        """Publish what waits, on every change and every few seconds."""
        await self._rounds.run()

    async def publish_waiting(self) -> int:
        """One round; how many commands the broker took."""
        async with transaction():
            if not (await rows("SELECT pg_try_advisory_xact_lock($1) AS mine", [_LOCK]))[0]["mine"]:
                return 0
            return await self._publish()

    async def _publish(self) -> int:
        held: set[str] = set()
        taken = 0
        while waiting := await self._waiting(held):
            for command in waiting:
                if command.terminal in held:
                    continue
                answer = await self._publisher.publish(topics.commands(command.terminal), command.payload)
                COMMANDS.labels(answer.value).inc()
                if answer is Published.CUT:
                    return taken
                if answer is Published.ACCEPTED:
                    await OutgoingCommand.filter(id=command.id).update(published_at=self._clock.now())
                    taken += 1
                else:
                    held.add(command.terminal)
        return taken

    async def _waiting(self, held: set[str]) -> list[OutgoingCommand]:
        """The oldest commands, but for terminals that cannot be reached: theirs keep no other terminal's waiting."""
        waiting = OutgoingCommand.filter(published_at__isnull=True).exclude(terminal__in=list(held))
        return await waiting.order_by("id").limit(_AT_ONCE)
