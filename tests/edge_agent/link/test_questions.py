"""A question is sealed to central and only this terminal opens the answer to this question."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from edge_agent.link.questions import Questions
from protocol.session import Message
from protocol.wire import topics
from protocol.wire.asking import answer_context, question_context
from protocol.wire.codec import decode, encode
from protocol.wire.messages import answers, questions
from protocol.wire.sealing import Opener, seal_to

from ..counter import CENTRAL_KEY, TERMINAL

Twist = Callable[[answers.Answer], bytes]


@dataclass
class Centre:
    """Opens what it is asked and answers; `twist` may spoil the answer."""

    is_there: bool = True
    twist: Twist = encode
    context_id: str = ""
    asked: list[tuple[questions.Question, questions.Body, str, float]] = field(default_factory=list)

    async def ask(self, topic: str, payload: bytes, *, answer_topic: str, seconds: float) -> Message | None:
        """Answer as central would."""
        assert topic == topics.questions(TERMINAL)
        question = decode(payload, questions.Question)
        sealed = base64.b64decode(question.sealed)
        plaintext = Opener.of(CENTRAL_KEY).open_question(question.keyid, sealed, question_context(TERMINAL, question))
        body: questions.Body = decode(plaintext, questions.Body)  # type: ignore[arg-type]
        self.asked.append((question, body, answer_topic, seconds))
        if not self.is_there:
            return None
        reply_key = X25519PublicKey.from_public_bytes(base64.b64decode(question.reply_key))
        context = answer_context(TERMINAL, self.context_id or question.id)
        answer = seal_to(reply_key, encode(answers.Position(7, 3)), context)
        return Message(answer_topic, self.twist(answers.Answer(question.id, base64.b64encode(answer).decode())))


def asking(centre: Centre) -> Questions:
    """This terminal's questions."""
    return Questions(centre, terminal=TERMINAL, recipient=CENTRAL_KEY.public_key())


async def test_central_reads_the_question_and_the_terminal_reads_the_answer() -> None:
    centre = Centre()
    body = questions.StreamPosition("epoch", "2026-04-01")
    assert await asking(centre).ask(body, visit="visit-1", seconds=4.0) == answers.Position(7, 3)
    question, asked, answer_topic, seconds = centre.asked[0]
    assert (asked, question.visit, answer_topic, seconds) == (body, "visit-1", topics.answers(TERMINAL), 4.0)


async def test_every_question_has_an_id_and_a_reply_key_of_its_own() -> None:
    centre = Centre()
    for _ in range(2):
        await asking(centre).ask(questions.AreYouThere())
    (first, *_), (second, *_) = centre.asked
    assert first.id != second.id
    assert first.reply_key != second.reply_key


async def test_no_answer_is_a_value() -> None:
    assert await asking(Centre(is_there=False)).ask(questions.AreYouThere()) is None


async def test_an_answer_to_another_question_is_not_taken() -> None:
    assert await asking(Centre(context_id="another")).ask(questions.AreYouThere()) is None


@pytest.mark.parametrize(
    "twist",
    [
        lambda _: b"{}",
        lambda _: b"\xff",
        lambda answer: encode(answers.Answer(answer.id, answer.sealed + "é")),
        lambda answer: encode(answers.Answer(answer.id, answer.sealed[:-8])),
        lambda answer: encode(answers.Answer(answer.id, "")),
    ],
)
async def test_an_answer_that_cannot_be_read_is_no_answer(twist: Twist) -> None:
    assert await asking(Centre(twist=twist)).ask(questions.AreYouThere()) is None
