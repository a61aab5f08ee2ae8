"""The one thread that speaks with PC/SC: looks for cards, and in between runs what sessions ask for."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from protocol.devices import DeviceState, FaultCode

from ...cards.transport import Gone
from ...errors import DeviceError
from ..base import Standing
from .pcsc import Connection
from .port import Unavailable
from .presence import Left, Presence, Presented, ReaderSeen

_WAIT_SECONDS = 0.25
_SETTLING_WAIT_SECONDS = 0.05
_LISTEN_SECONDS = 0.1


@dataclass(frozen=True)
class Opened:
    """The service was reached."""


@dataclass(frozen=True)
class Ended:
    """The thread's last word: what ended it, None when it was asked to stop."""

    error: BaseException | None


Report = Opened | Standing | Presented | Left | Ended


class Service(Protocol):
    """What the thread needs of PC/SC; see `pcsc.Pcsc`."""

    def establish(self) -> None:
        """Reach the service. Raises DeviceError."""

    def release(self) -> None:
        """Leave the service."""

    def look(self, *, wait_seconds: float, own_reader: str = "") -> tuple[ReaderSeen, ...]:
        """Every reader, as soon as one has changed or the time is over. Raises DeviceError."""

    def connect(self, reader: str) -> Connection | Gone | FaultCode:
        """Sole use of a card. Raises DeviceError."""

    def transmit(self, connection: Connection, command: bytearray) -> bytes | Gone:
        """The card's answer. Raises DeviceError."""

    def disconnect(self, connection: Connection) -> None:
        """Take the power from the card."""


class Watch:
    """`report` is called on the thread and must not block. Calls run on the thread, in the order they came."""

    def __init__(self, service: Service, presence: Presence, report: Callable[[Report], None]) -> None:
        self._service = service
        self._presence = presence
        self._report = report
        self._calls: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self._is_stopping = threading.Event()
        self._connection: Connection | None = None
        self._refusal: FaultCode | None = None
        self._standing: Standing | None = None

    def run(self) -> None:
        """The life of the thread."""
        ended: BaseException | None = None
        try:
            self._service.establish()
            self._report(Opened())
            self._follow()
        except DeviceError as error:
            ended = error
        except BaseException as error:
            ended = error
            raise
        finally:
            self._leave(ended)

    def stop(self) -> None:
        """Ask the thread to end; called from another."""
        self._is_stopping.set()
        self.call(lambda: None)

    def call(self, work: Callable[[], object]) -> None:
        """Have something done on the thread; called from another."""
        self._calls.put(work)

    def connect(self, presented: Presented, made: list[Connection]) -> Connection | Gone | Unavailable:
        """A session with a presented card, put into `made` too; on the thread."""
        if self._presence.presented != presented:
            return Gone()
        if self._connection is not None:
            return Unavailable(FaultCode.IN_USE)
        connection = self._service.connect(presented.seen.name)
        self._refusal = connection if isinstance(connection, FaultCode) else None
        if isinstance(connection, Connection):
            self._connection = connection
            made.append(connection)
        self._say_standing()
        return Unavailable(connection) if isinstance(connection, FaultCode) else connection

    def transmit(self, connection: Connection, command: bytearray) -> bytes | Gone:
        """The card's answer; on the thread. A session without an answer is over."""
        if connection is not self._connection:
            return Gone()
        answer = self._service.transmit(connection, command)
        if isinstance(answer, Gone):
            self.disconnect(connection)
        return answer

    def disconnect(self, *connections: Connection) -> None:
        """End sessions, once; on the thread."""
        for connection in connections:
            if connection is not self._connection:
                continue
            self._connection = None
            self._service.disconnect(connection)
            self._say_standing()

    def _follow(self) -> None:
        while not self._is_stopping.is_set():
            if self._presence.presented is not None:
                self._serve(_LISTEN_SECONDS)
                self._look(0)
            else:
                self._serve(0)
                self._look(_SETTLING_WAIT_SECONDS if self._presence.is_settling else _WAIT_SECONDS)

    def _serve(self, wait_seconds: float) -> None:
        try:
            self._calls.get(wait_seconds > 0, wait_seconds)()
            while True:
                self._calls.get_nowait()()
        except queue.Empty:
            return

    def _look(self, wait_seconds: float) -> None:
        seen = self._service.look(wait_seconds=wait_seconds, own_reader=self._own_reader())
        for happened in self._presence.look(seen, time.monotonic()):
            self._happened(happened)
        self._say_standing()

    def _happened(self, happened: Presented | Left) -> None:
        self._refusal = None
        if isinstance(happened, Left) and self._connection is not None:
            self.disconnect(self._connection)
        self._report(happened)

    def _leave(self, ended: BaseException | None) -> None:
        try:
            if self._connection is not None:
                self._service.disconnect(self._connection)
            for happened in self._presence.forget():
                self._report(happened)
            self._service.release()
        finally:
            self._report(Ended(ended))

    def _own_reader(self) -> str:
        presented = self._presence.presented
        return presented.seen.name if presented is not None and self._connection is not None else ""

    def _say_standing(self) -> None:
        standing = self._presence.standing
        if self._connection is not None:
            standing = Standing(DeviceState.BUSY)
        elif self._refusal is not None:
            standing = Standing(DeviceState.FAULT, self._refusal)
        if standing != self._standing:
            self._standing = standing
            self._report(standing)
