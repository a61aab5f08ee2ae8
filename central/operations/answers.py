"""Answers what a terminal asks about central itself."""

from __future__ import annotations

from protocol.wire.messages import answers, questions

from ..clock import Clock, rfc3339


class Reachable:
    """Answers AreYouThere; no system behind central is connected yet, so their states are not known."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def answer(self, _terminal: str, _question: questions.AreYouThere) -> answers.Here:
        """Central is working, and its time."""
        return answers.Here(time=rfc3339(self._clock.now()))
