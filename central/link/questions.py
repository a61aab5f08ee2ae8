"""Answers questions: opens them, asks the room that knows, seals the answer, and gives the same one again for 60 s."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from protocol.errors import Malformed, ProtocolError
from protocol.session import Message, Published
from protocol.wire import codec, sealing, topics
from protocol.wire.asking import answer_context, question_context
from protocol.wire.messages import answers, questions

from ..clock import Clock
from ..db.outage import DATABASE_AWAY
from ..db.rows import rows
from ..db.transaction import transaction
from ..log import logger
from .counters import QUESTIONS
from .models import GivenAnswer

_log = logger("link")
_REMEMBERED = timedelta(seconds=60)
_FORGET_SECONDS = 30.0

_CLAIM = """
INSERT INTO link_answer (terminal, question, answer, answered_at) VALUES ($1, $2, ''::bytea, $3)
ON CONFLICT (terminal, question) DO UPDATE SET answer = ''::bytea, answered_at = excluded.answered_at
WHERE link_answer.answered_at < $4 RETURNING id
"""

Answerer = Callable[[str, Any], Awaitable[answers.Body]]
"""Terminal id and the question's body → the answer; runs inside the transaction that remembers it."""

Answerers = Mapping[type[questions.Body], Answerer]


class Replier(Protocol):
    """The part of the session that answers need."""

    async def publish(self, topic: str, payload: bytes, *, correlation: bytes = b"") -> Published:
        """Sign, publish and wait for the broker's word."""


class QuestionDesk:
    """Takes questions from the session; `answerers` come from the rooms through app.py."""

    def __init__(self, replier: Replier, opener: sealing.Opener, answerers: Answerers, clock: Clock) -> None:
        self._replier = replier
        self._opener = opener
        self._answerers = answerers
        self._clock = clock

    async def take(self, message: Message) -> None:
        """Answer one question. What cannot be read is dropped: whoever asked goes by the deadline."""
        terminal = topics.terminal_of(message.topic)
        try:
            question = codec.decode(message.payload, questions.Question)
            answer = await self._remembered(terminal, question)
        except ProtocolError as error:
            _log.warning("question-unreadable", terminal=terminal, code=error.code)
            return
        except DATABASE_AWAY as error:
            _log.warning("question-unanswered", terminal=terminal, error=type(error).__name__)
            return
        await self._replier.publish(topics.answers(terminal), answer, correlation=message.correlation)

    async def run(self) -> None:
        """Forget answers that are older than they need to be."""
        while True:
            try:
                await GivenAnswer.filter(answered_at__lt=self._clock.now() - 2 * _REMEMBERED).delete()
            except DATABASE_AWAY as error:
                _log.warning("answers-not-forgotten", error=type(error).__name__)
            await asyncio.sleep(_FORGET_SECONDS)

    async def _remembered(self, terminal: str, question: questions.Question) -> bytes:
        now = self._clock.now()
        async with transaction():
            claimed = await rows(_CLAIM, [terminal, question.id, now, now - _REMEMBERED])
            if not claimed:
                return bytes((await GivenAnswer.get(terminal=terminal, question=question.id)).answer)
            answer = await self._answered(terminal, question)
            await GivenAnswer.filter(id=claimed[0]["id"]).update(answer=answer)
            return answer

    async def _answered(self, terminal: str, question: questions.Question) -> bytes:
        body = self._opened(terminal, question)
        answerer = self._answerers.get(type(body))
        answer = answers.Refused(code="not-served") if answerer is None else await answerer(terminal, body)
        QUESTIONS.labels(type(body).__name__).inc()
        sealed = sealing.seal_to(_reply_key(question), codec.encode(answer), answer_context(terminal, question.id))
        return codec.encode(answers.Answer(id=question.id, sealed=base64.b64encode(sealed).decode()))

    def _opened(self, terminal: str, question: questions.Question) -> questions.Body:
        sealed = _bytes(question.sealed)
        plaintext = self._opener.open_question(question.keyid, sealed, question_context(terminal, question))
        body: questions.Body = codec.decode(plaintext, questions.Body)  # type: ignore[arg-type]
        return body


def _reply_key(question: questions.Question) -> X25519PublicKey:
    try:
        return X25519PublicKey.from_public_bytes(_bytes(question.reply_key))
    except ValueError as error:
        raise Malformed from error


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Malformed from error
