"""Answers questions: opens them, asks the room that knows, seals the answer, and gives the same one again for 60 s."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
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
from ..log import logger
from .asked import Asked, Held
from .counters import QUESTIONS
from .models import GivenAnswer

_log = logger("link")
_REMEMBERED = timedelta(seconds=60)
_FORGET_SECONDS = 30.0
_LONGEST_SECONDS = 4.0
_LOOK_SECONDS = 0.05

_CLAIM = """
INSERT INTO link_answer (terminal, question, answer, answered_at, held_seconds) VALUES ($1, $2, ''::bytea, $3, 0)
ON CONFLICT (terminal, question) DO UPDATE SET answer = ''::bytea, answered_at = excluded.answered_at
WHERE link_answer.answered_at < $4 RETURNING id
"""

Answerer = Callable[[Asked, Any], Awaitable[answers.Body | Held]]
"""Who asked and the question's body → the answer; in no transaction, as it may ask others who take their time."""

Answerers = Mapping[type[questions.Body], Answerer]


class Replier(Protocol):
    """The part of the session that answers need."""

    async def publish(self, topic: str, payload: bytes, *, correlation: bytes = b"") -> Published:
        """Sign, publish and wait for the broker's word."""


@dataclass(frozen=True)
class _Release:
    """An answer on its way; `at` is in loop time."""

    at: float
    topic: str
    answer: bytes
    correlation: bytes


class QuestionDesk:
    """Takes questions from the session; `answerers` come from the rooms through app.py."""

    def __init__(self, replier: Replier, opener: sealing.Opener, answerers: Answerers, clock: Clock) -> None:
        self._replier = replier
        self._opener = opener
        self._answerers = answerers
        self._clock = clock
        self._held: asyncio.Queue[_Release] = asyncio.Queue()

    async def take(self, message: Message) -> None:
        """Answer one question. What cannot be read is dropped: whoever asked goes by the deadline."""
        arrived, terminal = asyncio.get_running_loop().time(), topics.terminal_of(message.topic)
        try:
            question = codec.decode(message.payload, questions.Question)
            given = await self._remembered(terminal, question)
        except ProtocolError as error:
            _log.warning("question-unreadable", terminal=terminal, code=error.code)
            return
        except DATABASE_AWAY as error:
            _log.warning("question-unanswered", terminal=terminal, error=type(error).__name__)
            return
        if given is None:
            _log.warning("question-unanswered", terminal=terminal, error="answered-elsewhere")
            return
        answer, held_seconds = given
        release = _Release(arrived + held_seconds, topics.answers(terminal), answer, message.correlation)
        if held_seconds:
            self._held.put_nowait(release)
        else:
            await self._publish(release)

    async def run(self) -> None:
        """Let held answers go at their moment, and forget answers that are older than they need to be."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._forget())
            while True:
                group.create_task(self._let_go(await self._held.get()))

    async def _let_go(self, release: _Release) -> None:
        await asyncio.sleep(release.at - asyncio.get_running_loop().time())
        await self._publish(release)

    async def _publish(self, release: _Release) -> None:
        await self._replier.publish(release.topic, release.answer, correlation=release.correlation)

    async def _forget(self) -> None:
        while True:
            try:
                await GivenAnswer.filter(answered_at__lt=self._clock.now() - 2 * _REMEMBERED).delete()
            except DATABASE_AWAY as error:
                _log.warning("answers-not-forgotten", error=type(error).__name__)
            await asyncio.sleep(_FORGET_SECONDS)

    async def _remembered(self, terminal: str, question: questions.Question) -> tuple[bytes, float] | None:
        """The answer and its seconds; no connection waits while somebody else is asked for it."""
        now, body = self._clock.now(), self._opened(terminal, question)
        claimed = await rows(_CLAIM, [terminal, question.id, now, now - _REMEMBERED])
        if not claimed:
            return await self._given(terminal, question)
        answer, held_seconds = await self._answered(terminal, question, body)
        await GivenAnswer.filter(id=claimed[0]["id"]).update(answer=answer, held_seconds=held_seconds)
        return answer, held_seconds

    async def _given(self, terminal: str, question: questions.Question) -> tuple[bytes, float] | None:
        """What whoever had the question first says; None: nothing, before the asker has given up."""
        loop = asyncio.get_running_loop()
        gives_up = loop.time() + _LONGEST_SECONDS
        while loop.time() < gives_up:
            given = await GivenAnswer.get_or_none(terminal=terminal, question=question.id)
            if given is not None and given.answer:
                return bytes(given.answer), given.held_seconds
            await asyncio.sleep(_LOOK_SECONDS)
        return None

    async def _answered(self, terminal: str, question: questions.Question, body: questions.Body) -> tuple[bytes, float]:
        answerer = self._answerers.get(type(body))
        asked = Asked(terminal, question.visit)
        given = answers.Refused(code="not-served") if answerer is None else await answerer(asked, body)
        QUESTIONS.labels(type(body).__name__).inc()
        held = given if isinstance(given, Held) else Held(given)
        plaintext = codec.filled_up(codec.encode(held.body), held.step)
        sealed = sealing.seal_to(_reply_key(question), plaintext, answer_context(terminal, question.id))
        return codec.encode(answers.Answer(id=question.id, sealed=base64.b64encode(sealed).decode())), held.seconds

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
