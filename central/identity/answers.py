"""Answers what a terminal asks about whoever stands before it."""

from __future__ import annotations

from protocol.wire.messages.answers import Refused
from protocol.wire.messages.identity import (
    BeginIdentity,
    Challenges,
    Identity,
    Outcome,
    ProveIdentity,
    StockChallenges,
)

from ..link.asked import Asked, Held
from .use_cases.issue_challenges import issue_for_visit, issue_stock
from .use_cases.prove_identity import NO_VISIT, TOO_MANY, Bench, NotJudged, prove_identity

# Each has causes that nobody at the counter may tell apart, so how long they took must not either.
_HIDING = frozenset({Outcome.NEUTRAL, Outcome.STRANGER})
_LONGEST = max(len(outcome) for outcome in Outcome)


class IdentityAnswers:
    """The answers of this room."""

    def __init__(self, bench: Bench, *, hidden_seconds: float) -> None:
        self._bench = bench
        self._hidden_seconds = hidden_seconds

    async def begin(self, asked: Asked, _question: BeginIdentity) -> Challenges | Refused:
        """One challenge for this visit."""
        if not asked.visit:
            return Refused(code=NO_VISIT)
        bench = self._bench
        issued = await issue_for_visit(asked.terminal, asked.visit, bench.limits, bench.clock.now())
        return Challenges(challenges=issued) if issued else Refused(code=TOO_MANY)

    async def stock(self, asked: Asked, question: StockChallenges) -> Challenges:
        """As many as the terminal may keep."""
        bench = self._bench
        return Challenges(await issue_stock(asked.terminal, question.wanted, bench.limits, bench.clock.now()))

    async def prove(self, asked: Asked, question: ProveIdentity) -> Identity | Held | Refused:
        """The outcome; one with several causes leaves at its fixed moment."""
        outcome = await prove_identity(self._bench, asked, question)
        if isinstance(outcome, NotJudged):
            return Refused(code=outcome.code)
        answer = padded(outcome)
        return Held(answer, self._hidden_seconds) if outcome in _HIDING else answer


def padded(outcome: Outcome) -> Identity:
    """The answer; every one is as long as the others."""
    return Identity(outcome=outcome, padding="0" * (_LONGEST - len(outcome)))
