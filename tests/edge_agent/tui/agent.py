"""An agent to be looked at: the real local API on a socket, told by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from edge_agent.devices.ear import Ear
from edge_agent.health.card_reader import Found
from edge_agent.local_api.api import (
    AgentStarted,
    DeviceChanged,
    LinkChanged,
    LinkName,
    LinkView,
    LinkViews,
    OutboxStatus,
    RecentBody,
    RecentEvent,
    RecentEvents,
    SelfTested,
    Status,
    WaitingEvent,
    WaitingEvents,
)
from edge_agent.local_api.measures import Goal, RoundTrip, RoundTripsMade, Trouble
from edge_agent.local_api.repairs import Repairs
from edge_agent.local_api.self_tests import SelfTests
from edge_agent.local_api.server import LocalApiServer
from edge_agent.local_api.support import SupportReport
from edge_agent.outbox.ledger import WaitingRow
from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode
from protocol.health import Cause, CheckName, HealthCheck, Level
from protocol.signals import CodeSeen, CommandSeen, KeySeen, KeyShape, SignalBody, Touch, TouchSeen
from protocol.wire.messages.answers import LinkState

from ..counter import MORNING, HandClock

EPOCH = "0196a000-0000-7000-8000-000000000001"
READER = DeviceStatus(DeviceKind.CARD_READER, "card-reader", DeviceState.IDLE, since="2026-03-31T23:31:00.000Z")
PRINTER = DeviceStatus(
    DeviceKind.RECEIPT_PRINTER, "printer", DeviceState.FAULT, FaultCode.PAPER_OUT, "2026-04-01T00:10:00.000Z"
)
LAMP = DeviceStatus(DeviceKind.SIGNAL_LAMP, "lamp", DeviceState.ABSENT, since="2026-03-31T05:00:00.000Z")
UP = LinkView(LinkState.UP, "2026-03-31T23:30:05.000Z")
STATUS = Status(
    terminal="madoguchi-1",
    version="0.1.0",
    time="2026-04-01T00:30:00.000Z",
    is_clock_trusted=True,
    outbox=OutboxStatus(2, "2026-04-01T00:12:00.000Z", 0, EPOCH, 43, True),
    links=LinkViews(
        UP, UP, LinkView(LinkState.DOWN, "2026-04-01T00:20:00.000Z"), LinkView(LinkState.UNKNOWN, UP.since)
    ),
    devices=(READER, PRINTER, LAMP),
    health=(
        HealthCheck(
            CheckName.DISK, Level.WARN, Cause.DISK_FILLING, "2026-04-01T00:05:00.000Z", {"percent": 18, "days": 21}
        ),
        HealthCheck(CheckName.PAPER, Level.ALARM, Cause.PAPER_OUT, PRINTER.since),
        HealthCheck(CheckName.CLOCK, Level.OK, Cause.CLOCK_TRUSTED, "2026-03-31T23:30:30.000Z"),
    ),
)
WAITING: tuple[WaitingEvent, ...] = (
    WaitingEvent("a", EPOCH, 41, "madoguchi.call.v1", "2026-04-01T00:12:00.000Z", "2026-04-01T00:29:58.000Z", 612),
    WaitingEvent("b", EPOCH, 42, "madoguchi.state.v1", "2026-04-01T00:29:59.000Z", "", 590),
)
HAPPENED: tuple[tuple[str, RecentBody], ...] = (
    ("2026-04-01T00:20:00.000Z", LinkChanged(LinkName.JUKI, LinkState.DOWN)),
    (
        "2026-04-01T00:10:00.000Z",
        DeviceChanged(PRINTER.kind, PRINTER.name, DeviceState.FAULT, FaultCode.PAPER_OUT),
    ),
    ("2026-03-31T23:40:00.000Z", SelfTested("card-reader", True)),
    ("2026-03-31T23:31:00.000Z", DeviceChanged(READER.kind, READER.name, DeviceState.IDLE)),
    (
        "2026-03-31T23:30:10.000Z",
        DeviceChanged(READER.kind, READER.name, DeviceState.FAULT, FaultCode.SERVICE_DOWN),
    ),
    ("2026-03-31T23:30:00.000Z", AgentStarted("0.1.0")),
)

TRIPS = (
    RoundTrip(Goal.BROKER, 18),
    RoundTrip(Goal.CENTRAL, 41),
    RoundTrip(Goal.JUKI, None, Trouble.SAID_TO_BE_DOWN),
    RoundTrip(Goal.PRINTER, None, Trouble.PAPER_OUT),
    RoundTrip(Goal.CARD_SERVICE, 3),
)

SIGNALS: tuple[tuple[str, SignalBody], ...] = (
    ("code-reader", KeySeen(KeyShape.DIGIT, is_down=True)),
    ("code-reader", KeySeen(KeyShape.DIGIT, is_down=False)),
    ("code-reader", CodeSeen(34)),
    ("card-reader", TouchSeen(Touch.CARD_CAME)),
    ("card-reader", CommandSeen(0x00, 0x20, 0x00, 0x80, 4, None, 0, 0x63C2, 31)),
    ("card-reader", CommandSeen(0x00, 0xB0, 0x00, 0x00, 0, 256, 256, 0x9000, 12)),
    ("card-reader", CommandSeen(0x00, 0xA4, 0x04, 0x0C, 10, None, 0, 0x9000, 8)),
)


class HandCheck:
    """A check that waits for the hand."""

    def __init__(self) -> None:
        self.found: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        self.begun = 0
        self.ended = asyncio.Event()

    async def look(self, seconds: float) -> Found:
        """What the hand says."""
        assert seconds > 0
        self.begun += 1
        try:
            return await asyncio.shield(self.found)
        finally:
            self.ended.set()


class HandAgent:
    """An agent whose words can be changed while it is looked at."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.state = STATUS
        self.events = WAITING
        self.happened = HAPPENED
        self.check = HandCheck()
        self.retried = 0
        self.trips = TRIPS
        self.measured = 0
        self.ear = Ear(HandClock(MORNING))
        self.set_aside_for: list[tuple[str, int, str]] = []
        self._checks = {READER.name: self.check}

    def has(self, *devices: DeviceStatus) -> None:
        """It has these devices now."""
        self.state = msgspec.structs.replace(self.state, devices=devices)

    def forget_tests(self) -> None:
        """It can test nothing any more."""
        self._checks.clear()

    async def waiting(self) -> WaitingEvents:
        """What waits."""
        return WaitingEvents(self.events)

    def has_trouble(self, reason: str = "not-receipted") -> None:
        """Central does not take the first event."""
        self.events = (msgspec.structs.replace(WAITING[0], trouble=reason), *WAITING[1:])
        box = msgspec.structs.replace(STATUS.outbox, troubled=1, trouble=reason)
        self.state = msgspec.structs.replace(self.state, outbox=box)

    async def listed(self, limit: int) -> tuple[WaitingRow, ...]:
        """What waits, as the outbox has it."""
        return tuple(WaitingRow(*msgspec.structs.astuple(event)) for event in self.events[:limit])

    async def set_aside(self, epoch: str, seq: int, reason: str) -> bool:
        """Note it."""
        self.set_aside_for.append((epoch, seq, reason))
        self.events = tuple(event for event in self.events if event.seq != seq)
        box = msgspec.structs.replace(STATUS.outbox, waiting=len(self.events), set_aside=1)
        self.state = msgspec.structs.replace(self.state, outbox=box)
        return True

    async def retry(self) -> None:
        """Note it."""
        self.retried += 1

    def recent(self) -> RecentEvents:
        """What happened."""
        count = len(self.happened)
        return RecentEvents(tuple(RecentEvent(count - at, *each) for at, each in enumerate(self.happened)))

    async def round_trips(self) -> RoundTripsMade:
        """What they were measured to be."""
        self.measured += 1
        return RoundTripsMade(self.state.time, self.trips)

    async def is_listened_to(self, *, ended: bool = False) -> None:
        """Wait until somebody listens, or nobody does any more."""
        async with asyncio.timeout(5):
            while self.ear.is_open is ended:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def report(self) -> SupportReport:
        """A short one."""
        made = await self.round_trips()
        return SupportReport(self.state.time, {"python": "3"}, "", self.state, (), self.recent().events, made)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Answer while the block runs."""
        server = LocalApiServer(
            self.socket,
            status=lambda: self.state,
            waiting=self.waiting,
            recent=self.recent,
            self_tests=SelfTests(self._checks, lambda _: None),
            repairs=Repairs(self, self.retry, lambda _: None),
            round_trips=self.round_trips,
            report=self.report,
            ear=self.ear,
        )
        async with server:
            yield
