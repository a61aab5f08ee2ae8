"""Who is believed and who is heard, against a real mosquitto with our access list."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from structlog.testing import capture_logs

from protocol.connection import WINDOW
from protocol.session import Message, Published, Session
from protocol.wire import topics
from protocol.wire.signing import Signer
from provisioning.authority import create_site, issue_terminal

from ..provisioning.broker import NOW, Broker
from .ends import (
    ANSWERS,
    COMMANDS,
    EVENTS,
    ONE,
    QUESTIONS,
    TWO,
    central,
    collector,
    running,
    settle,
    terminal,
    until,
)


class Unsigned(Signer):
    """Says nothing about who it is."""

    def properties(self, *_: object, **__: object) -> dict[str, str]:
        return {}


class Replaying(Signer):
    """Signs for another topic than the one it publishes on."""

    def properties(self, topic: str, payload: bytes) -> dict[str, str]:
        return super().properties(topic.replace(ONE, TWO), payload)


async def test_a_signed_message_arrives_with_its_properties(broker: Broker) -> None:
    sender, receiver = central(broker), terminal(broker)
    received = collector(receiver, COMMANDS)
    async with running(sender, receiver):
        published = await sender.publish(COMMANDS, b"come", content_type="text/plain", correlation=b"1")
        await until(lambda: bool(received))
    assert published is Published.ACCEPTED
    assert received == [Message(COMMANDS, b"come", "text/plain", "", b"1")]
    assert receiver.rejected == 0


@pytest.mark.parametrize("forged", [Unsigned, Signer, Replaying])
async def test_what_central_did_not_sign_for_this_topic_is_dropped_and_counted(
    broker: Broker, forged: type[Signer]
) -> None:
    own = Ed25519PrivateKey.generate()
    forger = central(broker, signer=forged(own) if forged is Signer else _with_central_key(broker, forged))
    receiver = terminal(broker)
    received = collector(receiver, COMMANDS)
    async with running(forger, receiver):
        assert await forger.publish(COMMANDS, b"obey") is Published.ACCEPTED
        await until(lambda: receiver.rejected == 1)
    assert received == []


def _with_central_key(broker: Broker, kind: type[Signer]) -> Signer:
    return kind(broker.central_signer()._private_key)


async def test_dropped_messages_do_not_fill_the_window(broker: Broker) -> None:
    forger, receiver = central(broker, signer=Unsigned(Ed25519PrivateKey.generate())), terminal(broker)
    second = replace(broker.central(), client_id="central-2")
    honest = Session(second, signer=broker.central_signer(), verifier=broker.trusts_terminals())
    received = collector(receiver, COMMANDS)
    async with running(forger, honest, receiver):
        await asyncio.gather(*(forger.publish(COMMANDS, b"obey") for _ in range(WINDOW * 2)))
        await honest.publish(COMMANDS, b"come")
        await until(lambda: bool(received))
    assert receiver.rejected == WINDOW * 2


async def test_a_flood_of_forgeries_is_one_line_in_the_log_with_the_count(broker: Broker) -> None:
    forger, receiver = central(broker, signer=Unsigned(Ed25519PrivateKey.generate())), terminal(broker)
    collector(receiver, COMMANDS)
    async with running(forger, receiver):
        with capture_logs() as logs:
            await asyncio.gather(*(forger.publish(COMMANDS, b"obey") for _ in range(50)))
            await until(lambda: receiver.rejected == 50)
    assert [line["rejected"] for line in logs if line["event"] == "session.rejected"] == [1]


async def test_a_terminal_may_not_publish_for_another(broker: Broker) -> None:
    thief, listener = terminal(broker, TWO), central(broker)
    received = collector(listener, topics.events("+"))
    async with running(thief, listener):
        assert await thief.publish(EVENTS, b"x") is Published.REFUSED
        assert await thief.publish(COMMANDS, b"x") is Published.REFUSED
        assert await thief.publish(topics.commands(TWO), b"x") is Published.REFUSED
        assert await thief.publish(topics.CENTRAL_STATE, b"x") is Published.REFUSED
        await settle()
    assert received == []


async def test_a_terminal_hears_nothing_that_is_not_for_it(broker: Broker) -> None:
    sender, spy = central(broker), terminal(broker, TWO)
    received = collector(spy, "#")
    other = collector(spy, COMMANDS)
    async with running(sender, spy):
        await sender.publish(COMMANDS, b"come")
        await sender.publish(EVENTS, b"come")
        await sender.publish(topics.commands(TWO), b"yours")
        await until(lambda: bool(received))
        await settle()
    assert {message.payload for message in received} == {b"yours"}
    assert other == []


async def test_everybody_may_read_the_state_of_central(broker: Broker) -> None:
    sender, receiver = central(broker), terminal(broker)
    received = collector(receiver, topics.CENTRAL_STATE)
    sender.birth(topics.CENTRAL_STATE, b"here")
    async with running(sender), running(receiver):
        await until(lambda: bool(received))
    assert received[0].payload == b"here"


async def test_a_stranger_cannot_connect(broker: Broker, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    create_site(foreign, NOW)
    home = issue_terminal(foreign, ONE)
    settings = replace(broker.terminal(), certificate_file=home / "terminal.crt", key_file=home / "terminal.key")
    stranger = Session(settings, signer=broker.terminal_signer(), verifier=broker.trusts_central())
    async with running(stranger, connected=False):
        await asyncio.sleep(1.0)
        assert not stranger.is_connected
        assert await stranger.publish(EVENTS, b"x") is Published.CUT


async def test_a_foreign_broker_is_not_trusted(broker: Broker, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    create_site(foreign, NOW)
    settings = replace(broker.terminal(), ca_file=foreign / "ca.crt")
    session = Session(settings, signer=broker.terminal_signer(), verifier=broker.trusts_central())
    async with running(session, connected=False):
        await asyncio.sleep(1.0)
        assert not session.is_connected


async def test_a_forged_answer_is_no_answer(broker: Broker) -> None:
    answering, asking = central(broker, signer=Signer(Ed25519PrivateKey.generate())), terminal(broker)

    async def forge(question: Message) -> None:
        await answering.publish(question.response_topic, b"trust me", correlation=question.correlation)

    answering.handle(topics.questions("+"), forge)
    async with running(answering, asking):
        assert await asking.ask(QUESTIONS, b"?", answer_topic=ANSWERS, seconds=0.5) is None
    assert asking.rejected == 1
