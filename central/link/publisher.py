"""Publishes commands in order until the broker has each of them; one process of central at a time."""

from __future__ import annotations

import asyncio
from typing import Protocol

from protocol.session import Published
from protocol.wire import topics

from ..clock import Clock
from ..db.changes import Listener
from ..db.outage import DATABASE_AWAY
from ..db.rows import rows
from ..db.transaction import transaction
from ..log import logger
from .counters import COMMANDS
from .models import OutgoingCommand

_log = logger("link")
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
        self._listener = listener
        self._clock = clock
        self._woken = asyncio.Event()

    def wake(self, _connected: bool = True) -> None:
        """Try now: the session is back."""
        self._woken.set()

    async def run(self) -> None:
        """Publish what waits, on every change and every few seconds."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._listen())
            group.create_task(self._publish_for_ever())

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

    async def _listen(self) -> None:
        async for _ in self._listener.changes():
            self._woken.set()

    async def _publish_for_ever(self) -> None:
        while True:
            self._woken.clear()
            try:
                await self.publish_waiting()
            except DATABASE_AWAY as error:
                _log.warning("commands-wait", error=type(error).__name__)
            try:
                async with asyncio.timeout(_AGAIN_SECONDS):
                    await self._woken.wait()
            except TimeoutError:
                continue
