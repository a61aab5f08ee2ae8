"""The session against a real mosquitto: what a cut does, question and answer, and that nothing is left behind."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from paho.mqtt import MQTTException

from protocol.connection import WINDOW, Connection
from protocol.publication import Arrival, Publication
from protocol.session import Message, Published, Session, SessionSettings, Will
from protocol.wire import topics
from protocol.wire.signing import KeyRing, Signer

from ..provisioning.broker import Broker
from .ends import (
    ANSWERS,
    COMMANDS,
    EVENTS,
    ONE,
    QUESTIONS,
    central,
    collector,
    running,
    settle,
    terminal,
    until,
)


async def test_publishing_says_when_central_is_away(broker: Broker) -> None:
    sender = terminal(broker)
    async with running(sender):
        assert await sender.publish(EVENTS, b"x") is Published.NO_SUBSCRIBERS
        listener = central(broker)
        collector(listener, f"$share/central/{topics.events('+')}")
        async with running(listener):
            assert await sender.publish(EVENTS, b"x") is Published.ACCEPTED


async def test_too_large_a_message_is_refused_and_the_line_stays(broker: Broker) -> None:
    sender = terminal(broker)
    async with running(sender):
        assert await sender.publish(EVENTS, bytes(2 * 1024 * 1024)) is Published.REFUSED
        assert sender.is_connected


async def test_publishing_while_cut_returns_at_once_and_nothing_is_sent_later(broker: Broker) -> None:
    sender, listener = terminal(broker), central(broker)
    received = collector(listener, topics.events("+"))
    async with running(sender, listener):
        await broker.kill()
        assert await asyncio.wait_for(sender.publish(EVENTS, b"lost"), 1.0) is Published.CUT
        await until(lambda: not sender.is_connected)
        assert await asyncio.wait_for(sender.publish(EVENTS, b"lost"), 0.1) is Published.CUT
        await broker.start()
        await until(lambda: sender.is_connected and listener.is_connected)
        await sender.publish(EVENTS, b"new")
        await until(lambda: bool(received))
        await settle()
    assert [message.payload for message in received] == [b"new"]


async def test_a_killed_broker_is_survived_and_changes_are_told(broker: Broker) -> None:
    session = terminal(broker)
    changes: list[bool] = []
    session.on_change(changes.append)
    async with running(session):
        await until(lambda: changes == [True])
        for _ in range(2):
            await broker.kill()
            await until(lambda: changes[-1] is False)
            await broker.start()
            await until(lambda: changes[-1] is True)
    assert changes == [True, False, True, False, True, False]


async def test_a_kept_session_delivers_what_came_while_the_terminal_was_away(broker: Broker) -> None:
    sender, receiver = central(broker), terminal(broker)
    collector(receiver, COMMANDS)
    async with running(sender):
        async with running(receiver):
            pass
        assert await sender.publish(COMMANDS, b"kept") is Published.ACCEPTED
        again = terminal(broker)
        received = collector(again, COMMANDS)
        async with running(again):
            await until(lambda: bool(received))
    assert [message.payload for message in received] == [b"kept"]


async def test_a_kept_session_no_longer_hears_what_it_has_left(broker: Broker) -> None:
    sender, receiver = central(broker), terminal(broker)
    for each in (COMMANDS, topics.CATALOGUE):
        collector(receiver, each)
    async with running(sender):
        async with running(receiver):
            assert await sender.publish(topics.CATALOGUE, b"heard") is Published.ACCEPTED
        again = terminal(broker)
        received = collector(again, COMMANDS)
        again.leave(topics.CATALOGUE)
        async with running(again):
            await sender.publish(COMMANDS, b"kept")
            await until(lambda: bool(received))
            assert await sender.publish(topics.CATALOGUE, b"unheard") is Published.NO_SUBSCRIBERS
        assert await sender.publish(topics.CATALOGUE, b"unheard") is Published.NO_SUBSCRIBERS
    assert [message.payload for message in received] == [b"kept"]


async def test_a_message_whose_handler_had_not_returned_is_delivered_again(broker: Broker) -> None:
    sender, receiver = central(broker), terminal(broker)
    begun = asyncio.Event()

    async def never_returns(_: Message) -> None:
        begun.set()
        await asyncio.Event().wait()

    receiver.handle(COMMANDS, never_returns)
    again = terminal(broker)
    received = collector(again, COMMANDS)
    async with running(sender):
        async with running(receiver):
            await sender.publish(COMMANDS, b"important")
            await begun.wait()
        async with running(again):
            await until(lambda: bool(received))
    assert [message.payload for message in received] == [b"important"]


async def test_birth_is_retained_and_the_signed_will_follows_a_goodbye(broker: Broker) -> None:
    presence = topics.presence(ONE)
    watcher, session = central(broker), terminal(broker, will=Will(presence, b"gone"))
    received = collector(watcher, topics.presence("+"))
    session.birth(presence, b"here")
    async with running(watcher):
        async with running(session):
            await until(lambda: len(received) == 1)
        await until(lambda: len(received) == 2)
    assert [message.payload for message in received] == [b"here", b"gone"]
    assert watcher.rejected == 0


async def test_the_will_is_seen_when_the_line_breaks_without_a_goodbye(broker: Broker) -> None:
    presence = topics.presence(ONE)
    watcher = central(broker)
    received = collector(watcher, topics.presence("+"))
    signature = broker.terminal_signer().properties(presence, b"gone")
    async with running(watcher):
        with _thread() as thread:
            connection = Connection(broker.terminal(), Publication(presence, b"gone", signature), _ignore)
            assert await connection.open(thread, [])
            _socket_of(connection).shutdown(socket.SHUT_RDWR)
            await until(lambda: bool(received))
            connection.close()
    assert [message.payload for message in received] == [b"gone"]


async def test_a_question_is_answered(broker: Broker) -> None:
    answering, asking = central(broker), terminal(broker)

    async def answer(question: Message) -> None:
        await answering.publish(question.response_topic, b"re: " + question.payload, correlation=question.correlation)

    answering.handle(f"$share/central/{topics.questions('+')}", answer, workers=4)
    async with running(answering, asking):
        asked = (asking.ask(QUESTIONS, str(n).encode(), answer_topic=ANSWERS, seconds=5) for n in range(20))
        answers = await asyncio.gather(*asked)
    assert [answer and answer.payload for answer in answers] == [f"re: {n}".encode() for n in range(20)]


async def test_a_question_without_an_answer_ends_in_time(broker: Broker) -> None:
    silent, asking = central(broker), terminal(broker)
    collector(silent, topics.questions("+"))
    loop = asyncio.get_running_loop()
    async with running(silent, asking):
        began = loop.time()
        assert await asking.ask(QUESTIONS, b"?", answer_topic=ANSWERS, seconds=0.3) is None
        assert 0.25 < loop.time() - began < 2


async def test_a_question_ends_at_once_when_nobody_is_there(broker: Broker) -> None:
    asking = terminal(broker)
    async with running(asking):
        assert await asyncio.wait_for(asking.ask(QUESTIONS, b"?", answer_topic=ANSWERS, seconds=60), 5) is None


async def test_a_question_ends_when_the_line_is_cut(broker: Broker) -> None:
    silent, asking = central(broker), terminal(broker)
    collector(silent, topics.questions("+"))
    async with running(silent, asking):
        waiting = asyncio.create_task(asking.ask(QUESTIONS, b"?", answer_topic=ANSWERS, seconds=60))
        await settle()
        await broker.kill()
        assert await asyncio.wait_for(waiting, 5) is None


async def test_slow_handlers_push_back_and_lose_nothing(broker: Broker) -> None:
    sender, receiver = terminal(broker), central(broker)
    count = WINDOW * 3
    received: list[bytes] = []
    gate = asyncio.Event()

    async def slow(message: Message) -> None:
        await gate.wait()
        received.append(message.payload)

    receiver.handle(topics.events("+"), slow)
    async with running(sender, receiver):
        sent = [str(n).encode() for n in range(count)]
        for payload in sent:
            assert await sender.publish(EVENTS, payload) is Published.ACCEPTED
        assert receiver.is_connected
        gate.set()
        await until(lambda: len(received) == count)
    assert received == sent


async def test_a_broken_handler_ends_run(broker: Broker) -> None:
    sender, receiver = central(broker), terminal(broker)

    async def broken(_: Message) -> None:
        raise LookupError("broken promise")

    receiver.handle(COMMANDS, broken)
    async with running(sender):
        task = asyncio.create_task(receiver.run())
        await until(lambda: receiver.is_connected)
        await sender.publish(COMMANDS, b"x")
        with pytest.raises(ExceptionGroup) as ended:
            await asyncio.wait_for(task, 5)
    assert ended.group_contains(LookupError)
    assert not receiver.is_connected


async def test_a_broken_verifier_ends_run(broker: Broker) -> None:
    class Broken:
        def is_genuine(self, *_: object) -> bool:
            raise LookupError("broken promise")

    sender = central(broker)
    receiver = Session(broker.terminal(), signer=broker.terminal_signer(), verifier=Broken())
    collector(receiver, COMMANDS)
    async with running(sender):
        task = asyncio.create_task(receiver.run())
        await until(lambda: receiver.is_connected)
        await sender.publish(COMMANDS, b"x")
        with pytest.raises(ExceptionGroup) as ended:
            await asyncio.wait_for(task, 5)
    assert ended.group_contains(LookupError)


@pytest.mark.parametrize(
    "broken", [UnicodeDecodeError("utf-8", b"\xff", 0, 1, ""), asyncio.QueueFull(), struct.error(), MQTTException()]
)
async def test_a_broker_that_talks_nonsense_is_left_and_ends_no_program(broken: Exception, tmp_path: Path) -> None:
    def read() -> None:
        raise broken

    files = tmp_path / "missing"
    settings = SessionSettings("127.0.0.1", 1, ONE, files, files, files, clean_start=False, expiry_seconds=0)
    connection = Connection(settings, None, _ignore)
    connection._guarded(read)
    await connection.live()
    assert connection.is_lost


async def test_small_packets_are_not_held_back(broker: Broker) -> None:
    with _thread() as thread:
        connection = Connection(broker.terminal(), None, _ignore)
        assert await connection.open(thread, [])
        assert _socket_of(connection).getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        connection.close()
    assert "set_tcp_nodelay true" in (broker.directory / "broker" / "mosquitto.conf").read_text()


async def test_a_cancelled_publication_does_not_overrun_the_broker(broker: Broker) -> None:
    sender = terminal(broker)
    async with running(sender):
        for _ in range(3):
            burst = [asyncio.create_task(sender.publish(EVENTS, b"x" * 100_000)) for _ in range(WINDOW)]
            await asyncio.sleep(0)
            for task in burst:
                task.cancel()
            await asyncio.gather(*burst, return_exceptions=True)
        assert await sender.publish(EVENTS, b"x") is Published.NO_SUBSCRIBERS
        assert sender.is_connected


async def test_nothing_is_left_behind(broker: Broker) -> None:
    threads, tasks = set(threading.enumerate()), asyncio.all_tasks()
    for _ in range(3):
        async with running(central(broker), terminal(broker)):
            pass
    assert set(threading.enumerate()) <= threads
    assert asyncio.all_tasks() == tasks


async def test_a_session_that_never_connected_ends_cleanly(tmp_path: Path) -> None:
    threads = set(threading.enumerate())
    missing = tmp_path / "missing"
    settings = SessionSettings("127.0.0.1", 1, ONE, missing, missing, missing, clean_start=False, expiry_seconds=0)
    key = Signer(Ed25519PrivateKey.generate())
    session = Session(settings, signer=key, verifier=KeyRing.of())
    async with running(session, connected=False):
        await asyncio.sleep(0.5)
        assert await session.ask(QUESTIONS, b"?", answer_topic=ANSWERS, seconds=5) is None
    assert set(threading.enumerate()) <= threads


def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1)


def _ignore(arrival: Arrival) -> None:
    arrival.done()


def _socket_of(connection: Connection) -> socket.socket:
    opened = connection._client.socket()
    assert isinstance(opened, socket.socket)
    return opened
