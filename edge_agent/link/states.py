"""The four states a terminal knows, each with since when: broker, central, 住基 and issuing server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from protocol.session import Message
from protocol.wire.messages.answers import Body as Answer
from protocol.wire.messages.answers import Here, LinkState
from protocol.wire.messages.questions import AreYouThere
from protocol.wire.messages.questions import Body as Question

from ..clock import Clock, moment_of
from ..log import logger

ASK_EVERY_SECONDS = 5.0

_log = logger("link")


@dataclass(frozen=True)
class LinkStatus:
    """One state and since when it holds."""

    state: LinkState
    since: datetime

    def now(self, state: LinkState, at: datetime) -> LinkStatus:
        """The status after `state` was seen at a moment; `since` moves only with a change."""
        return self if state is self.state else LinkStatus(state, at)


@dataclass(frozen=True)
class Links:
    """Everything a tile or a screen may depend on."""

    broker: LinkStatus
    central: LinkStatus
    juki: LinkStatus
    issuing: LinkStatus


class Asker(Protocol):
    """The part of the questions that this needs."""

    async def ask(self, body: Question) -> Answer | None:
        """Central's answer within 2 s, or None."""


class LinkStates:
    """Asks central every few seconds whether it is there; `told_time` is given its clock at each answer."""

    def __init__(
        self,
        asker: Asker,
        clock: Clock,
        *,
        told_time: Callable[[datetime], None],
        ask_every_seconds: float = ASK_EVERY_SECONDS,
    ) -> None:
        self._asker = asker
        self._clock = clock
        self._told_time = told_time
        self._ask_every_seconds = ask_every_seconds
        self._look = asyncio.Event()
        self._watchers: set[asyncio.Event] = set()
        unknown = LinkStatus(LinkState.UNKNOWN, clock.now())
        self._links = Links(unknown, unknown, unknown, unknown)

    def current(self) -> Links:
        """The four states now."""
        return self._links

    def is_offline(self) -> bool:
        """Whether central is not known to answer."""
        return self._links.central.state is not LinkState.UP

    def is_cut(self) -> bool:
        """Whether central is known not to answer; just after the start nothing is known."""
        return self._links.central.state is LinkState.DOWN

    async def changes(self) -> AsyncIterator[Links]:
        """The states now, and again whenever one of them has changed; a slow reader gets the newest."""
        changed = asyncio.Event()
        self._watchers.add(changed)
        try:
            while True:
                changed.clear()
                yield self._links
                await changed.wait()
        finally:
            self._watchers.discard(changed)

    def line_changed(self, is_connected: bool) -> None:
        """The session came up or was cut."""
        if is_connected:
            self._set(broker=LinkState.UP)
        else:
            self._set(broker=LinkState.DOWN, central=LinkState.DOWN)
        self.look_again()

    async def take_central_state(self, _message: Message) -> None:
        """A central process came or went."""
        self.look_again()

    def look_again(self) -> None:
        """Ask central now, not only when the time comes."""
        self._look.set()

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            self._look.clear()
            if self._links.broker.state is LinkState.UP:
                self._heard(await self._asker.ask(AreYouThere()))
            try:
                async with asyncio.timeout(self._ask_every_seconds):
                    await self._look.wait()
            except TimeoutError:
                if self._links.broker.state is LinkState.UNKNOWN:
                    self.line_changed(False)

    def _heard(self, answer: Answer | None) -> None:
        if self._links.broker.state is not LinkState.UP:
            return
        if isinstance(answer, Here):
            self._tell_time(answer.time)
            self._set(central=LinkState.UP, juki=answer.juki, issuing=answer.issuing)
        else:
            self._set(central=LinkState.DOWN)

    def _tell_time(self, text: str) -> None:
        try:
            self._told_time(moment_of(text))
        except ValueError:
            _log.warning("central-time-unreadable")

    def _set(
        self,
        *,
        broker: LinkState | None = None,
        central: LinkState | None = None,
        juki: LinkState = LinkState.UNKNOWN,
        issuing: LinkState = LinkState.UNKNOWN,
    ) -> None:
        at, before = self._clock.now(), self._links
        self._links = Links(
            broker=before.broker if broker is None else before.broker.now(broker, at),
            central=before.central if central is None else before.central.now(central, at),
            juki=before.juki.now(juki, at),
            issuing=before.issuing.now(issuing, at),
        )
        if self._links != before:
            for watcher in self._watchers:
                watcher.set()
