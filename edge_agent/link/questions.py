"""Asks central, sealed both ways; the key that opens the answer lives as long as the question."""

from __future__ import annotations

import base64
from typing import Protocol

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from protocol.errors import CannotOpen, Malformed
from protocol.identifiers import new_id
from protocol.session import Message
from protocol.wire import topics
from protocol.wire.asking import answer_context, question_context
from protocol.wire.codec import decode, encode
from protocol.wire.messages import answers, questions
from protocol.wire.sealing import key_id, open_with, seal_to

from ..log import logger

DEADLINE_SECONDS = 2.0

_log = logger("link")


class Line(Protocol):
    """The part of the session that questions need."""

    async def ask(self, topic: str, payload: bytes, *, answer_topic: str, seconds: float) -> Message | None:
        """The genuine answer, or None."""


class Questions:
    """One terminal's questions to central."""

    def __init__(self, line: Line, *, terminal: str, recipient: X25519PublicKey) -> None:
        self._line = line
        self._terminal = terminal
        self._recipient = recipient

    async def ask(
        self, body: questions.Body, *, visit: str = "", seconds: float = DEADLINE_SECONDS
    ) -> answers.Body | None:
        """Central's answer; None: not in time, the line is cut, or what came back cannot be opened."""
        reply_key = X25519PrivateKey.generate()
        question = self._sealed(body, visit, reply_key.public_key())
        message = await self._line.ask(
            topics.questions(self._terminal),
            encode(question),
            answer_topic=topics.answers(self._terminal),
            seconds=seconds,
        )
        return None if message is None else self._opened(message, question.id, reply_key)

    def _sealed(self, body: questions.Body, visit: str, reply_key: X25519PublicKey) -> questions.Question:
        frame = questions.Question(
            id=new_id(),
            keyid=key_id(self._recipient),
            reply_key=base64.b64encode(reply_key.public_bytes_raw()).decode(),
            sealed="",
            visit=visit,
        )
        sealed = seal_to(self._recipient, encode(body), question_context(self._terminal, frame))
        return msgspec.structs.replace(frame, sealed=base64.b64encode(sealed).decode())

    def _opened(self, message: Message, question: str, reply_key: X25519PrivateKey) -> answers.Body | None:
        try:
            answer = decode(message.payload, answers.Answer)
            sealed = base64.b64decode(answer.sealed, validate=True)
            plaintext = open_with(reply_key, sealed, answer_context(self._terminal, question))
            body: answers.Body = decode(plaintext, answers.Body)  # type: ignore[arg-type]
        except (Malformed, CannotOpen, ValueError) as error:
            _log.warning("answer-unreadable", question=question, error=type(error).__name__)
            return None
        return body
