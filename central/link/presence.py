"""Hears which terminals are there, and notices when two live sessions of one terminal take turns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from protocol.errors import ProtocolError
from protocol.session import Message
from protocol.wire import codec, topics
from protocol.wire.messages.commands import Presence

from ..clock import Clock
from ..db.outage import DATABASE_AWAY
from ..log import logger

_log = logger("link")

NotePresence = Callable[[Presence, datetime], Awaitable[None]]
TellTurns = Callable[[str, datetime], Awaitable[None]]
Lives = Callable[[str], Awaitable[list[str]]]


class PresenceListener:
    """`note` keeps the word; `turns` is told a terminal whose instance came back after another one had come.

    `lives` are the instances that were noted before this process began, the present one first.
    """

    def __init__(self, note: NotePresence, turns: TellTurns, lives: Lives, clock: Clock) -> None:
        self._note = note
        self._turns = turns
        self._lives = lives
        self._clock = clock
        self._now: dict[str, str] = {}
        self._before: dict[str, set[str]] = {}

    async def take(self, message: Message) -> None:
        """One retained or live presence. Every replica hears all of them; writing the same twice changes nothing."""
        terminal = topics.terminal_of(message.topic)
        try:
            presence = codec.decode(message.payload, Presence)
        except ProtocolError as error:
            _log.warning("presence-unreadable", terminal=terminal, code=error.code)
            return
        if presence.terminal != terminal:
            _log.warning("presence-of-another", terminal=terminal)
            return
        try:
            await self._keep(presence)
        except DATABASE_AWAY as error:
            _log.warning("presence-not-kept", terminal=terminal, error=type(error).__name__)

    async def _keep(self, presence: Presence) -> None:
        now = self._clock.now()
        await self._recall(presence.terminal)
        if presence.online and self._takes_turns(presence):
            _log.warning("two-live-sessions", terminal=presence.terminal)
            await self._turns(presence.terminal, now)
        await self._note(presence, now)

    async def _recall(self, terminal: str) -> None:
        if terminal not in self._before:
            known = await self._lives(terminal)
            self._before[terminal] = set(known[1:])
            if known:
                self._now[terminal] = known[0]

    def _takes_turns(self, presence: Presence) -> bool:
        terminal, instance = presence.terminal, presence.instance
        current = self._now.get(terminal)
        if current == instance:
            return False
        if current is not None:
            self._before[terminal].add(current)
        self._now[terminal] = instance
        return instance in self._before[terminal]
