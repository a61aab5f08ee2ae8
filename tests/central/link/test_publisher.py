"""A command is published in order until the broker has it."""

from __future__ import annotations

import pytest

from central.db.changes import Listener
from central.db.connection import Database
from central.link.publisher import CommandPublisher
from central.link.use_cases.send_command import COMMANDS, send_command
from protocol.session import Published
from protocol.wire import codec, topics
from protocol.wire.messages.commands import BeginEpoch, CallAnswered, Command
from tests.central.clock import TestClock
from tests.central.terminal import RecordingSession
from tests.central.waiting import rolled_back


def _publisher(database: Database, session: RecordingSession) -> CommandPublisher:
    return CommandPublisher(session, Listener(database.url, {COMMANDS}), TestClock())


async def test_commands_leave_in_order_and_once(database: Database) -> None:
    session = RecordingSession()
    publisher = _publisher(database, session)
    ids = [await send_command("counter-1", CallAnswered(call=f"{number}")) for number in range(5)]
    assert await publisher.publish_waiting() == 5
    assert await publisher.publish_waiting() == 0
    assert [codec.decode(payload, Command).id for _, payload in session.published] == ids
    assert {topic for topic, _ in session.published} == {topics.commands("counter-1")}


@pytest.mark.parametrize("answer", [Published.CUT, Published.NO_SUBSCRIBERS, Published.REFUSED])
async def test_a_command_the_broker_did_not_take_leaves_again(database: Database, answer: Published) -> None:
    session = RecordingSession()
    publisher = _publisher(database, session)
    await send_command("counter-1", BeginEpoch(epoch="e"))
    session.answer = answer
    assert await publisher.publish_waiting() == 0
    session.answer = Published.ACCEPTED
    assert await publisher.publish_waiting() == 1


async def test_a_terminal_that_cannot_be_reached_keeps_no_other_waiting(database: Database) -> None:
    class _OneIsAway(RecordingSession):
        async def publish(self, topic: str, payload: bytes, *, correlation: bytes = b"") -> Published:
            if topic == topics.commands("away"):
                return Published.NO_SUBSCRIBERS
            return await super().publish(topic, payload, correlation=correlation)

    session = _OneIsAway()
    for number in range(120):
        await send_command("away", CallAnswered(call=f"{number}"))
    await send_command("counter-1", CallAnswered(call="c"))
    assert await _publisher(database, session).publish_waiting() == 1
    assert [topic for topic, _ in session.published] == [topics.commands("counter-1")]


async def test_a_command_of_a_transaction_that_failed_never_leaves(database: Database) -> None:
    session = RecordingSession()
    await rolled_back(lambda: send_command("counter-1", CallAnswered(call="c")))
    assert await _publisher(database, session).publish_waiting() == 0
