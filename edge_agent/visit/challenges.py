"""A small stock of challenges that central issued while the line was up, for cards that come while it is cut."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from protocol.wire.messages import answers, questions
from protocol.wire.messages.identity import BeginIdentity, Challenge, Challenges, StockChallenges

from ..clock import Clock

STOCK = 20

_LOOK_AGAIN_SECONDS = 30.0
_ASK_AGAIN_SECONDS = 1.0


class Asker(Protocol):
    """The part of the questions that a visit needs."""

    async def ask(self, body: questions.Body, *, visit: str = "", seconds: float = 2.0) -> answers.Body | None:
        """Central's answer in time, or None."""


@dataclass(frozen=True)
class Chosen:
    """A challenge to be used once. `is_from_stock`: because central does not answer."""

    challenge: Challenge
    is_from_stock: bool = False


@dataclass(frozen=True)
class NotGiven:
    """Central answers and gives no challenge now."""


class ChallengeStock:
    """Challenges are used once and lie in memory only."""

    def __init__(self, asker: Asker, clock: Clock, *, size: int = STOCK) -> None:
        self._asker = asker
        self._clock = clock
        self._size = size
        self._stock: deque[Challenge] = deque()

    async def challenge_for(self, visit: str) -> Chosen | NotGiven | None:
        """A challenge for a visit; None: central does not answer and the stock is empty."""
        answer = await self._asker.ask(BeginIdentity(), visit=visit)
        if isinstance(answer, Challenges) and answer.challenges:
            return Chosen(answer.challenges[0])
        if answer is not None:
            return NotGiven()
        self._forget_expired()
        return Chosen(self._stock.popleft(), is_from_stock=True) if self._stock else None

    async def run(self) -> None:
        """Keep the stock full while the line allows it, until cancelled."""
        while True:
            self._forget_expired()
            is_settled = len(self._stock) >= self._size // 2 or await self._filled()
            await asyncio.sleep(_LOOK_AGAIN_SECONDS if is_settled else _ASK_AGAIN_SECONDS)

    async def _filled(self) -> bool:
        """Ask for what is missing; whether central answered, were it with none."""
        answer = await self._asker.ask(StockChallenges(self._size - len(self._stock)))
        if isinstance(answer, Challenges):
            self._stock.extend(answer.challenges)
        return answer is not None

    def _forget_expired(self) -> None:
        now = self._clock.now()
        self._stock = deque(one for one in self._stock if datetime.fromisoformat(one.expires) > now)
