"""A question is answered by the room that knows, sealed, and the same way for a minute on every replica."""

from __future__ import annotations

import base64

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from central.db.connection import Database
from central.link.questions import Answerers, QuestionDesk
from central.operations.answers import Reachable
from protocol.identifiers import new_id
from protocol.session import Message
from protocol.wire import codec, topics
from protocol.wire.asking import answer_context, question_context
from protocol.wire.messages import answers, questions
from protocol.wire.sealing import key_id, open_with, seal_to
from tests.central.clock import TestClock
from tests.central.terminal import OPENER, SEALING_KEY, RecordingSession


class _Asker:
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
        return Message(topics.questions(self.terminal), codec.encode(question or self.question), correlation=b"7")

    def read(self, published: tuple[str, bytes]) -> answers.Body:
        assert published[0] == topics.answers(self.terminal)
        answer = codec.decode(published[1], answers.Answer)
        context = answer_context(self.terminal, self.question.id)
        plaintext = open_with(self.key, base64.b64decode(answer.sealed), context)
        body: answers.Body = codec.decode(plaintext, answers.Body)  # type: ignore[arg-type]
        return body


def _desk(session: RecordingSession, clock: TestClock) -> QuestionDesk:
    answerers: Answerers = {questions.AreYouThere: Reachable(clock).answer}
    return QuestionDesk(session, OPENER, answerers, clock)


async def test_central_says_that_it_is_there(database: Database) -> None:
    session, clock, asker = RecordingSession(), TestClock(), _Asker(questions.AreYouThere())
    await _desk(session, clock).take(asker.message())
    assert asker.read(session.published[0]) == answers.Here(time="2026-04-01T00:00:00.000Z")
    assert session.correlations == [b"7"]


async def test_the_same_question_gets_the_same_answer_from_every_replica_for_a_minute(database: Database) -> None:
    session, clock, asker = RecordingSession(), TestClock(), _Asker(questions.AreYouThere())
    for seconds in (0, 30, 30):
        clock.go_on(seconds)
        await _desk(session, clock).take(asker.message())
    first, second, third = session.published
    assert first == second == third
    clock.go_on(1)
    await _desk(session, clock).take(asker.message())
    assert asker.read(session.published[3]) == answers.Here(time="2026-04-01T00:01:01.000Z")


async def test_a_question_nobody_answers_is_refused(database: Database) -> None:
    session, clock, asker = RecordingSession(), TestClock(), _Asker(questions.AreYouThere())
    await QuestionDesk(session, OPENER, {}, clock).take(asker.message())
    assert asker.read(session.published[0]) == answers.Refused(code="not-served")


async def test_a_question_moved_to_another_terminal_or_reply_key_is_not_answered(database: Database) -> None:
    session, clock, asker = RecordingSession(), TestClock(), _Asker(questions.AreYouThere())
    desk = _desk(session, clock)
    mine = base64.b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
    await desk.take(Message(topics.questions("counter-2"), codec.encode(asker.question)))
    await desk.take(asker.message(msgspec.structs.replace(asker.question, reply_key=mine)))
    await desk.take(asker.message(msgspec.structs.replace(asker.question, sealed="~")))
    await desk.take(asker.message(msgspec.structs.replace(asker.question, keyid="0" * 16)))
    await desk.take(Message(topics.questions("counter-1"), b"no question"))
    assert session.published == []


@pytest.mark.parametrize(
    "change", [{"id": "x" * 37}, {"id": "a\0"}, {"reply_key": base64.b64encode(bytes(32)).decode()}]
)
async def test_a_question_that_no_table_holds_or_no_answer_can_be_sealed_to_is_dropped(
    database: Database, change: dict[str, str]
) -> None:
    session, clock = RecordingSession(), TestClock()
    await _desk(session, clock).take(_Asker(questions.AreYouThere(), **change).message())
    assert session.published == []
