"""The inbox on a database of its own, with a terminal and a clock."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from central.db.changes import Listener
from central.db.connection import Database
from central.inbox.application import Application
from central.inbox.dispatcher import Dispatcher
from central.inbox.listener import BatchListener
from central.inbox.queries import INBOX
from central.link.received import Handlers, Received
from protocol.wire.envelope import Envelope
from protocol.wire.messages.events import CallWithdrawn, StaffCalled
from tests.central.clock import TestClock
from tests.central.terminal import OPENER, BareTerminal, Everybody, RecordingSession


@dataclass
class Inbox:
    """Everything between a batch's arrival and its room's handler, which writes down what it was given."""

    url: str
    clock: TestClock = field(default_factory=TestClock)
    session: RecordingSession = field(default_factory=RecordingSession)
    applied: list[Received] = field(default_factory=list)
    late: list[tuple[str, int]] = field(default_factory=list)
    failure: Exception | None = None
    hold: dict[str, asyncio.Event] = field(default_factory=dict)
    held: int = 0

    def __post_init__(self) -> None:
        handlers: Handlers = {StaffCalled: self._handle, CallWithdrawn: self._handle}
        self.listener = BatchListener(self.session, Everybody(), self.clock)
        self.application = Application(OPENER, handlers, self.clock)
        self.dispatcher = self.another_dispatcher()

    def another_dispatcher(self) -> Dispatcher:
        """As a second replica has one."""
        listener = Listener(self.url, {INBOX})
        return Dispatcher(self.application, listener, self.clock, count_late=self._count_late)

    async def arrive(self, terminal: BareTerminal, events: list[Envelope]) -> None:
        """A batch arrives."""
        await self.listener.take(terminal.batch(events))

    @property
    def seqs(self) -> list[int]:
        """The seqs that were applied, in order."""
        return [received.seq for received in self.applied]

    async def _handle(self, received: Received) -> None:
        if self.failure is not None:
            raise self.failure
        if received.terminal in self.hold:
            self.held += 1
            await self.hold[received.terminal].wait()
        self.applied.append(received)

    async def _count_late(self, terminal: str, count: int) -> None:
        self.late.append((terminal, count))


@pytest.fixture
def inbox(database: Database) -> Inbox:
    """The inbox of one central process."""
    return Inbox(database.url)


@pytest.fixture
def terminal() -> BareTerminal:
    """A terminal in its first epoch."""
    return BareTerminal()
