"""The two ends of a line in the session's tests, and what they received."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from protocol.session import Message, Session, Will
from protocol.wire import topics
from protocol.wire.signing import Signer

from ..provisioning.broker import TERMINALS, Broker

ONE, TWO = TERMINALS
COMMANDS = topics.commands(ONE)
EVENTS = topics.events(ONE)
QUESTIONS = topics.questions(ONE)
ANSWERS = topics.answers(ONE)


def central(broker: Broker, *, signer: Signer | None = None, will: Will | None = None) -> Session:
    return Session(
        broker.central(), signer=signer or broker.central_signer(), verifier=broker.trusts_terminals(), will=will
    )


def terminal(
    broker: Broker, terminal_id: str = ONE, *, signer: Signer | None = None, will: Will | None = None
) -> Session:
    return Session(
        broker.terminal(terminal_id),
        signer=signer or broker.terminal_signer(terminal_id),
        verifier=broker.trusts_central(),
        will=will,
    )


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running(*sessions: Session, connected: bool = True) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(session.run()) for session in sessions]
    try:
        if connected:
            await until(lambda: all(session.is_connected for session in sessions))
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def collector(session: Session, topic_filter: str) -> list[Message]:
    received: list[Message] = []

    async def receive(message: Message) -> None:
        received.append(message)

    session.handle(topic_filter, receive)
    return received


async def settle() -> None:
    await asyncio.sleep(0.2)
