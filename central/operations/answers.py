"""Answers what a terminal asks about central itself."""

from __future__ import annotations

from collections.abc import Callable

from protocol.wire.messages import answers, questions

from ..clock import Clock, rfc3339
from ..link.asked import Asked


def _unknown() -> answers.LinkState:
    return answers.LinkState.UNKNOWN


class Reachable:
    """Answers AreYouThere. `juki` tells how the line to 住基 is; the issuing server is not connected yet."""

    def __init__(self, clock: Clock, *, juki: Callable[[], answers.LinkState] = _unknown) -> None:
        self._clock = clock
        self._juki = juki

    async def answer(self, _asked: Asked, _question: questions.AreYouThere) -> answers.Here:
        """Central is working, its time, and what it can reach."""
        return answers.Here(time=rfc3339(self._clock.now()), juki=self._juki())
