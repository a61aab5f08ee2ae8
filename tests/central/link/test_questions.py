"""A question is answered by the room that knows, sealed, and the same way for a minute on every replica."""

from __future__ import annotations

import asyncio
import base64

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from central.db.connection import Database
from central.link.asked import Asked
from central.link.questions import Answerers, QuestionDesk
from central.operations.answers import Reachable
from protocol.session import Message
from protocol.wire import codec, topics
from protocol.wire.messages import answers, questions
from tests.central.clock import TestClock
from tests.central.terminal import OPENER, RecordingSession

from ..waiting import until
from .asker import Asker
from .transactions import open_transactions


def _desk(session: RecordingSession, clock: TestClock) -> QuestionDesk:
    answerers: Answerers = {questions.AreYouThere: Reachable(clock).answer}
    return QuestionDesk(session, OPENER, answerers, clock)


async def test_central_says_that_it_is_there(database: Database) -> None:
    session, clock, asker = RecordingSession(), TestClock(), Asker(questions.AreYouThere())
    await _desk(session, clock).take(asker.message())
    assert asker.read(session.published[0]) == answers.Here(time="2026-04-01T00:00:00.000Z")
    assert session.correlations == [b"7"]


async def test_the_same_question_gets_the_same_answer_from_every_replica_for_a_minute(database: Database) -> None:
    session, clock, asker = RecordingSession(), TestClock(), Asker(questions.AreYouThere())
    for seconds in (0, 30, 30):
        clock.go_on(seconds)
        await _desk(session, clock).take(asker.message())
    first, second, third = session.published
    assert first == second == third
    clock.go_on(1)
    await _desk(session, clock).take(asker.message())
    assert asker.read(session.published[3]) == answers.Here(time="2026-04-01T00:01:01.000Z")


async def test_a_question_nobody_answers_is_refused(database: Database) -> None:
    session, clock, asker = RecordingSession(), TestClock(), Asker(questions.AreYouThere())
    await QuestionDesk(session, OPENER, {}, clock).take(asker.message())
    assert asker.read(session.published[0]) == answers.Refused(code="not-served")


async def test_a_question_moved_to_another_terminal_or_reply_key_is_not_answered(database: Database) -> None:
    session, clock, asker = RecordingSession(), TestClock(), Asker(questions.AreYouThere())
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
    await _desk(session, clock).take(Asker(questions.AreYouThere(), **change).message())
    assert session.published == []


class _Slow:
    """A room that asks somebody who takes his time, and notes what the database was doing meanwhile."""

    def __init__(self) -> None:
        self.asked = 0
        self.may_answer = asyncio.Event()
        self.open_transactions: list[int] = []

    async def answer(self, _asked: Asked, _question: questions.AreYouThere) -> answers.Here:
        """The answer, once it may."""
        self.asked += 1
        self.open_transactions.append(await open_transactions())
        await self.may_answer.wait()
        return answers.Here(time="2026-04-01T00:00:00.000Z")


async def test_while_an_answer_is_looked_for_no_transaction_is_open(database: Database) -> None:
    session, room = RecordingSession(), _Slow()
    room.may_answer.set()
    desk = QuestionDesk(session, OPENER, {questions.AreYouThere: room.answer}, TestClock())
    await desk.take(Asker(questions.AreYouThere()).message())
    assert room.open_transactions == [0]


async def test_a_question_that_is_being_answered_elsewhere_is_not_asked_again(database: Database) -> None:
    session, clock, room, asker = RecordingSession(), TestClock(), _Slow(), Asker(questions.AreYouThere())
    desks = [QuestionDesk(session, OPENER, {questions.AreYouThere: room.answer}, clock) for _ in range(2)]
    async with asyncio.TaskGroup() as group:
        for desk in desks:
            group.create_task(desk.take(asker.message()))
        await asyncio.sleep(0.2)
        assert session.published == []
        room.may_answer.set()
    assert room.asked == 1
    first, second = session.published
    assert first == second


async def test_a_question_whose_first_taker_never_answers_is_dropped(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.link.questions._LONGEST_SECONDS", 0.2)
    session, clock, room, asker = RecordingSession(), TestClock(), _Slow(), Asker(questions.AreYouThere())
    desk = QuestionDesk(session, OPENER, {questions.AreYouThere: room.answer}, clock)
    first = asyncio.create_task(desk.take(asker.message()))
    await until(lambda: room.asked == 1)
    first.cancel()
    await desk.take(asker.message())
    assert session.published == []
    assert room.asked == 1
