"""A terminal that asks one question and reads the sealed answer."""

from __future__ import annotations

import base64

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from protocol.identifiers import new_id
from protocol.session import Message
from protocol.wire import codec, topics
from protocol.wire.asking import answer_context, question_context
from protocol.wire.messages import answers, questions
from protocol.wire.sealing import key_id, open_with, seal_to
from tests.central.terminal import SEALING_KEY


class Asker:
    """A terminal's side of one question."""

    def __init__(self, body: questions.Body, terminal: str = "counter-1", **frame_with: str) -> None:
        self.terminal = terminal
        self.key = X25519PrivateKey.generate()
        reply_key = base64.b64encode(self.key.public_key().public_bytes_raw()).decode()
        frame = questions.Question(id=new_id(), keyid=key_id(SEALING_KEY.public_key()), reply_key=reply_key, sealed="")
        frame = msgspec.structs.replace(frame, **frame_with)
        sealed = seal_to(SEALING_KEY.public_key(), codec.encode(body), question_context(terminal, frame))
        self.question = msgspec.structs.replace(frame, sealed=base64.b64encode(sealed).decode())

    def message(self, question: questions.Question | None = None) -> Message:
        """The question, or another in its place, as it arrives."""
        return Message(topics.questions(self.terminal), codec.encode(question or self.question), correlation=b"7")

    def read(self, published: tuple[str, bytes]) -> answers.Body:
        """The answer that was published."""
        assert published[0] == topics.answers(self.terminal)
        answer = codec.decode(published[1], answers.Answer)
        context = answer_context(self.terminal, self.question.id)
        plaintext = open_with(self.key, base64.b64decode(answer.sealed), context)
        body: answers.Body = codec.decode(plaintext, answers.Body)  # type: ignore[arg-type]
        return body
