"""The line between terminals and central's desk: everything sealed both ways, and no broker."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field

from central.link.questions import Answerers, QuestionDesk
from edge_agent.link.questions import Questions
from protocol.session import Message, Published
from protocol.wire.messages.identity import BeginIdentity, ProveIdentity
from tests.central.identity.hall import Hall
from tests.central.terminal import OPENER, SEALING_KEY


@dataclass
class _Broker:
    """Brings each answer to whoever waits for it."""

    waiting: dict[bytes, asyncio.Future[Message]] = field(default_factory=dict)

    async def publish(self, topic: str, payload: bytes, *, correlation: bytes = b"") -> Published:
        """Deliver it at once."""
        self.waiting.pop(correlation).set_result(Message(topic, payload, correlation=correlation))
        return Published.ACCEPTED


class TownHall:
    """Central's desk with many terminals before it; `desk.run()` lets held answers go."""

    def __init__(self, hall: Hall) -> None:
        self._broker = _Broker()
        answers = hall.answers
        answerers: Answerers = {BeginIdentity: answers.begin, ProveIdentity: answers.prove}
        self.desk = QuestionDesk(self._broker, OPENER, answerers, hall.clock)

    def line_of(self, terminal: str) -> Questions:
        """The questions of a terminal."""
        return Questions(_Line(self), terminal=terminal, recipient=SEALING_KEY.public_key())

    async def ask(self, topic: str, payload: bytes, seconds: float) -> Message | None:
        """The answer in time, or None."""
        correlation = secrets.token_bytes(8)
        answer: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._broker.waiting[correlation] = answer
        try:
            async with asyncio.timeout(seconds):
                await self.desk.take(Message(topic, payload, correlation=correlation))
                return await answer
        except TimeoutError:
            return None


@dataclass(frozen=True)
class _Line:
    town_hall: TownHall

    async def ask(self, topic: str, payload: bytes, *, answer_topic: str, seconds: float) -> Message | None:
        """The genuine answer, or None."""
        answer = await self.town_hall.ask(topic, payload, seconds)
        assert answer is None or answer.topic == answer_topic
        return answer
