"""The one MQTT 5 session of the product: mutual TLS, reconnecting, everything signed, question and answer."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import structlog

from .connection import WINDOW, Connection, SessionSettings
from .intake import Handler, Intake
from .publication import Arrival, Message, Publication, Published
from .rarely import Rarely
from .wire.signing import Signer, Verifier

__all__ = ["WINDOW", "Message", "Published", "Session", "SessionSettings", "Will"]

_SHORTEST_PAUSE = 0.25
_SETTLED_SECONDS = 10.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Will:
    """A retained publication: what the broker says for this end when it is gone, or this end when it comes."""

    topic: str
    payload: bytes


class Session:
    """Stays connected while `run()` runs. Handlers are given before that and survive reconnects.

    A message is acknowledged when its handler has returned, and at most `WINDOW` are unacknowledged, so slow handlers
    push back to the broker. After a cut the broker of a kept session delivers what was not acknowledged once more.
    """

    def __init__(
        self,
        settings: SessionSettings,
        *,
        signer: Signer,
        verifier: Verifier,
        will: Will | None = None,
    ) -> None:
        self._settings = settings
        self._signer = signer
        self._verifier = verifier
        self._will = will
        self._birth: Will | None = None
        self._intake = Intake(WINDOW)
        self._listeners: list[Callable[[bool], None]] = []
        self._connection: Connection | None = None
        self._answer_topics: set[str] = set()
        self._left: list[str] = []
        self._waiting: dict[bytes, asyncio.Future[Message | None]] = {}
        self._complaint = Rarely()
        self.rejected = 0

    @property
    def is_connected(self) -> bool:
        """Whether the broker has accepted this end and its subscriptions."""
        return self._connection is not None and not self._connection.is_lost

    def handle(self, topic_filter: str, handler: Handler, *, workers: int = 1) -> None:
        """Give genuine messages on `topic_filter` to `handler`; one that raises ends `run()`. Only before `run()`."""
        self._intake.handle(topic_filter, handler, workers)

    def leave(self, topic_filter: str) -> None:
        """Have the broker forget a subscription that a kept session may have from before. Only before `run()`."""
        self._left.append(topic_filter)

    def birth(self, topic: str, payload: bytes) -> None:
        """Publish this, retained, on every connect from now on."""
        self._birth = Will(topic, payload)

    def on_change(self, callback: Callable[[bool], None]) -> None:
        """Call back with True after every connect and with False after every cut."""
        self._listeners.append(callback)

    async def run(self) -> None:
        """Stay connected until cancelled; then the broker publishes the will. Raises what a handler raised."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._intake.run(), name="session handlers")
            group.create_task(self._stay_connected(), name="session connection")

    async def publish(
        self,
        topic: str,
        payload: bytes,
        *,
        retain: bool = False,
        content_type: str = "",
        response_topic: str = "",
        correlation: bytes = b"",
    ) -> Published:
        """Sign and publish once, and wait for the broker's word; nothing is kept for later."""
        if self._connection is None:
            return Published.CUT
        signature = self._signer.properties(topic, payload)
        publication = Publication(topic, payload, signature, retain, content_type, response_topic, correlation)
        return await self._connection.publish(publication)

    async def ask(self, topic: str, payload: bytes, *, answer_topic: str, seconds: float) -> Message | None:
        """The answer to a question, or None: not in time, nobody there, refused, or the line was cut."""
        correlation = secrets.token_bytes(16)
        answer: asyncio.Future[Message | None] = asyncio.get_running_loop().create_future()
        self._waiting[correlation] = answer
        try:
            async with asyncio.timeout(seconds):
                await self._listen_for_answers(answer_topic)
                sent = await self.publish(topic, payload, response_topic=answer_topic, correlation=correlation)
                return await answer if sent is Published.ACCEPTED else None
        except TimeoutError:
            return None
        finally:
            del self._waiting[correlation]

    async def _listen_for_answers(self, topic: str) -> None:
        self._answer_topics.add(topic)
        if self._connection is not None and topic not in self._connection.topic_filters:
            await self._connection.subscribe([topic])

    async def _stay_connected(self) -> None:
        pause = _SHORTEST_PAUSE
        with ThreadPoolExecutor(1, "session-connect") as thread:
            while True:
                settled = await self._live_once(thread)
                pause = _SHORTEST_PAUSE if settled else min(pause * 2, self._settings.longest_pause_seconds)
                await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311

    async def _live_once(self, thread: ThreadPoolExecutor) -> bool:
        """One connection from beginning to end. True when it lasted long enough to try again at once."""
        loop = asyncio.get_running_loop()
        connection = Connection(self._settings, self._signed_will(), self._arrived)
        began = loop.time()
        try:
            filters = [*self._intake.topic_filters, *sorted(self._answer_topics)]
            opened = await connection.open(thread, filters)
            if opened:
                connection.unsubscribe(self._left)
                await self._came(connection)
            await connection.live()
            return opened and loop.time() - began >= _SETTLED_SECONDS
        finally:
            connection.close()
            self._went()

    async def _came(self, connection: Connection) -> None:
        self._connection = connection
        _log.info("session.connected", client_id=self._settings.client_id)
        if self._birth is not None:
            await self.publish(self._birth.topic, self._birth.payload, retain=True)
        self._tell(True)

    def _went(self) -> None:
        self._intake.forget()
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_result(None)
        if self._connection is not None:
            self._connection = None
            _log.info("session.cut", client_id=self._settings.client_id)
            self._tell(False)

    def _tell(self, connected: bool) -> None:
        for callback in self._listeners:
            callback(connected)

    def _arrived(self, arrival: Arrival) -> None:
        message = arrival.message
        if arrival.qos != 1 or not self._verifier.is_genuine(message.topic, message.payload, arrival.user_properties):
            self._reject(arrival)
        elif message.topic in self._answer_topics:
            answer = self._waiting.get(message.correlation)
            if answer is not None and not answer.done():
                answer.set_result(message)
            arrival.done()
        else:
            self._intake.take(message, arrival.done)

    def _reject(self, arrival: Arrival) -> None:
        self.rejected += 1
        if self._complaint.is_due(asyncio.get_running_loop().time()):
            _log.warning("session.rejected", rejected=self.rejected)
        arrival.done()

    def _signed_will(self) -> Publication | None:
        if self._will is None:
            return None
        topic, payload = self._will.topic, self._will.payload
        return Publication(topic, payload, self._signer.properties(topic, payload), retain=True)
