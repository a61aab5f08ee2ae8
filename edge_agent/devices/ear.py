"""Listens to the devices while somebody looks, and to nothing otherwise; shapes and lengths, never content."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from protocol.signals import SignalBody

from ..clock import Clock

MOST_HEARD = 200


@dataclass(frozen=True)
class Heard:
    """One of them; `number` grows and never comes twice."""

    number: int
    at: datetime
    device: str
    what: SignalBody


class Hearing(Protocol):
    """Whoever is told what happens on the devices."""

    def hear(self, device: str, what: SignalBody) -> None:
        """Something happened on a device just now."""


class Ear:
    """The newest, in memory, as long as somebody follows; forgotten when the last one leaves."""

    def __init__(self, clock: Clock, *, most: int = MOST_HEARD) -> None:
        self._clock = clock
        self._count = 0
        self._newest: deque[Heard] = deque(maxlen=most)
        self._followers: set[asyncio.Event] = set()

    @property
    def is_open(self) -> bool:
        """Whether anybody follows."""
        return bool(self._followers)

    def hear(self, device: str, what: SignalBody) -> None:
        """Something happened on a device just now."""
        if not self._followers:
            return
        self._count += 1
        self._newest.append(Heard(self._count, self._clock.now(), device, what))
        for follower in self._followers:
            follower.set()

    async def follow(self) -> AsyncGenerator[Heard, None]:
        """What another follower still sees, and then everything new; a slow one misses what is oldest."""
        more, last = asyncio.Event(), 0
        self._followers.add(more)
        try:
            while True:
                more.clear()
                for heard in [each for each in self._newest if each.number > last]:
                    last = heard.number
                    yield heard
                await more.wait()
        finally:
            self._followers.discard(more)
            if not self._followers:
                self._newest.clear()
