"""The technician's API on its unix socket: both ends, who may use it, who used it, and an agent that is away."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest
from structlog.testing import capture_logs

from edge_agent.cards.recognition import CardKind
from edge_agent.devices.ear import Ear
from edge_agent.health.card_reader import CardSpoke, Found, NoCardCame, VisitInProgress
from edge_agent.local_api.api import (
    SELF_TEST_SECONDS,
    AgentStarted,
    AlreadyTested,
    CardAnswered,
    CardSeen,
    ClockTrustChanged,
    DeviceChanged,
    DeviceFailed,
    EpochChanged,
    EventSetAside,
    LinkChanged,
    LinkName,
    LinkView,
    LinkViews,
    NothingCame,
    OutboxRetried,
    OutboxStatus,
    RecentBody,
    RecentEvent,
    RecentEvents,
    Repaired,
    ResidentPresent,
    Result,
    RoomChanged,
    SelfTested,
    SelfTestNames,
    SetAside,
    Status,
    WaitingEvent,
    WaitingEvents,
)
from edge_agent.local_api.client import Client
from edge_agent.local_api.measures import Goal, RoundTrip, RoundTripsMade, Trouble
from edge_agent.local_api.repairs import Repairs
from edge_agent.local_api.self_tests import SelfTests
from edge_agent.local_api.server import LocalApiServer
from edge_agent.local_api.support import SupportReport, WaitingKind
from edge_agent.outbox.ledger import WaitingRow
from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode
from protocol.errors import Malformed
from protocol.wire.messages.answers import LinkState

from ..counter import MORNING, HandClock

NOW = "2026-04-01T00:30:00.000Z"
UP = LinkView(LinkState.UP, NOW)
STATUS = Status(
    terminal="madoguchi-1",
    version="0.1.0",
    time=NOW,
    is_clock_trusted=True,
    outbox=OutboxStatus(1, NOW, 0, "epoch", 2, True),
    links=LinkViews(UP, UP, UP, UP),
    devices=(DeviceStatus(DeviceKind.PEN, "pen", DeviceState.ABSENT),),
)
WAITING = WaitingEvents((WaitingEvent("id", "epoch", 1, "madoguchi.call.v1", NOW, "", 600),))
BODIES: tuple[RecentBody, ...] = (
    AgentStarted("0.1.0"),
    DeviceChanged(DeviceKind.PEN, "pen", DeviceState.FAULT, FaultCode.IN_USE),
    LinkChanged(LinkName.JUKI, LinkState.DOWN),
    EpochChanged("epoch"),
    RoomChanged(False),
    ClockTrustChanged(True),
    SelfTested("pen", True),
    OutboxRetried(),
    EventSetAside(41),
)
RECENT = RecentEvents(tuple(RecentEvent(number, NOW, body) for number, body in enumerate(BODIES, 1)))
SPOKE = CardSpoke(CardKind.MY_NUMBER, 3, 120)


class Check:
    """Finds what it was told, or waits for ever."""

    def __init__(self, found: Found | None = None) -> None:
        self._found = found
        self.begun = asyncio.Event()
        self.ended = asyncio.Event()

    async def look(self, seconds: float) -> Found:
        """The finding."""
        assert seconds == SELF_TEST_SECONDS
        self.begun.set()
        try:
            if self._found is None:
                await asyncio.Event().wait()
            assert self._found is not None
            return self._found
        finally:
            self.ended.set()


async def waiting() -> WaitingEvents:
    """One event waits."""
    return WAITING


TRIPS = RoundTripsMade(NOW, (RoundTrip(Goal.BROKER, 12), RoundTrip(Goal.PRINTER, None, Trouble.PAPER_OUT)))
REPORT = SupportReport(
    NOW, {"python": "3.11"}, "profile = 1", STATUS, (WaitingKind("k", 1, 0, 6),), RECENT.events, TRIPS
)


async def round_trips() -> RoundTripsMade:
    """Two of them."""
    return TRIPS


async def report() -> SupportReport:
    """A whole one."""
    return REPORT


class Box:
    """An outbox with one event that central takes and one that it does not."""

    def __init__(self) -> None:
        self.rows = [
            WaitingRow("a", "epoch", 1, "k", NOW, "", 6, ""),
            WaitingRow("b", "epoch", 2, "k", NOW, "", 6, "x"),
        ]
        self.aside: list[tuple[str, int, str]] = []
        self.retried = 0

    async def listed(self, limit: int) -> tuple[WaitingRow, ...]:
        """Both."""
        return tuple(self.rows[:limit])

    async def set_aside(self, epoch: str, seq: int, reason: str) -> bool:
        """Take it out."""
        self.rows = [row for row in self.rows if row.seq != seq]
        self.aside.append((epoch, seq, reason))
        return True

    async def retry(self) -> None:
        """Note it."""
        self.retried += 1


def server(
    socket: Path,
    check: Check | None = None,
    noted: list[RecentBody] | None = None,
    box: Box | None = None,
    ear: Ear | None = None,
) -> LocalApiServer:
    """An agent on a socket."""
    note: Callable[[RecentBody], None] = ([] if noted is None else noted).append
    tests, box = SelfTests({"reader 1": check or Check()}, note), box or Box()
    repairs = Repairs(box, box.retry, note)
    return LocalApiServer(
        socket, status=lambda: STATUS, waiting=waiting, recent=lambda: RECENT, self_tests=tests, repairs=repairs,
        round_trips=round_trips, report=report, ear=ear or Ear(HandClock(MORNING)),
    )  # fmt: skip


async def test_both_ends_say_the_same(tmp_path: Path) -> None:
    socket = tmp_path / "run" / "agent.sock"
    async with server(socket), Client(socket) as client:
        assert await client.status() == STATUS
        assert await client.waiting() == WAITING
        assert await client.recent() == RECENT
        assert await client.self_tests() == SelfTestNames(("reader 1",))
        assert await client.round_trips() == TRIPS
        assert await client.report() == REPORT


async def test_the_socket_is_for_its_owner_and_group_and_replaces_one_that_was_left_behind(tmp_path: Path) -> None:
    socket = tmp_path / "agent.sock"
    socket.touch()
    async with server(socket):
        assert stat.S_IMODE(socket.stat().st_mode) == 0o660


async def test_an_agent_that_is_away_is_a_value(tmp_path: Path) -> None:
    async with Client(tmp_path / "agent.sock") as client:
        assert await client.status() is None
        assert await client.waiting() is None
        assert await client.recent() is None
        assert await client.self_tests() is None
        assert await client.self_test("reader 1") is None
        assert await client.round_trips() is None
        assert await client.report() is None
        assert [signal async for signal in client.signals()] == []
        assert await client.retry() is None
        assert await client.set_aside(SetAside("epoch", 2, "なぜ")) is None


@pytest.mark.parametrize(
    ("found", "result", "noted"),
    [
        (SPOKE, CardAnswered(CardSeen.MY_NUMBER, 3, 120), [SelfTested("reader 1", True)]),
        (FaultCode.SERVICE_DOWN, DeviceFailed(FaultCode.SERVICE_DOWN), [SelfTested("reader 1", False)]),
        (NoCardCame(), NothingCame(), []),
        (VisitInProgress(), ResidentPresent(), []),
    ],
)
async def test_a_device_is_tested_and_what_was_found_is_told(
    tmp_path: Path, found: Found, result: Result, noted: list[SelfTested]
) -> None:
    socket, told = tmp_path / "agent.sock", list[RecentBody]()
    async with server(socket, Check(found), told), Client(socket) as client:
        assert await client.self_test("reader 1") == result
    assert told == noted


def test_every_kind_of_card_has_its_name_in_the_api() -> None:
    assert [kind.value for kind in CardKind] == [seen.value for seen in CardSeen]


async def test_a_device_without_a_test_is_not_tested(tmp_path: Path) -> None:
    socket = tmp_path / "agent.sock"
    async with server(socket), Client(socket) as client:
        assert await client.self_test("../status") is None


async def test_a_technician_who_goes_away_ends_the_test_and_another_may_begin(tmp_path: Path) -> None:
    socket, check = tmp_path / "agent.sock", Check()
    async with server(socket, check), Client(socket) as client:
        asking = asyncio.create_task(client.self_test("reader 1"))
        await check.begun.wait()
        assert await client.self_test("reader 1") == AlreadyTested()
        asking.cancel()
        async with asyncio.timeout(5):
            await check.ended.wait()
        check.begun.clear()
        again = asyncio.create_task(client.self_test("reader 1"))
        await check.begun.wait()
        again.cancel()


async def test_an_agent_that_ends_does_not_wait_for_a_test(tmp_path: Path) -> None:
    socket, check = tmp_path / "agent.sock", Check()
    async with Client(socket) as client:
        async with asyncio.timeout(5), server(socket, check):
            asking = asyncio.create_task(client.self_test("reader 1"))
            await check.begun.wait()
        assert await asking is None


async def test_who_connects_is_logged_once_and_who_tests_every_time(tmp_path: Path) -> None:
    socket = tmp_path / "agent.sock"
    with capture_logs() as logs:
        async with server(socket, Check(SPOKE)), Client(socket) as client:
            for _ in range(3):
                await client.status()
            for _ in range(2):
                await client.self_test("reader 1")
    called = [log for log in logs if log["event"] == "local-api-called"]
    assert [log["method"] for log in called] == ["GET", "POST", "POST"]
    assert {(log["uid"], log["gid"], log["pid"]) for log in called} == {(os.getuid(), os.getgid(), os.getpid())}


async def test_what_central_does_not_take_is_sent_again_or_kept_with_the_reason(tmp_path: Path) -> None:
    socket, told, box = tmp_path / "agent.sock", list[RecentBody](), Box()
    async with server(socket, noted=told, box=box), Client(socket) as client:
        assert await client.retry() == Repaired(True)
        assert await client.set_aside(SetAside("epoch", 2, "二重に届いた")) == Repaired(True)
        assert await client.set_aside(SetAside("epoch", 2, "二重に届いた")) == Repaired(False)
        assert await client.retry() == Repaired(False)
    assert (box.retried, box.aside) == (1, [("epoch", 2, "technician: 二重に届いた")])
    assert told == [OutboxRetried(), EventSetAside(2)]


async def test_an_event_that_goes_out_by_itself_is_never_kept_back(tmp_path: Path) -> None:
    socket, box = tmp_path / "agent.sock", Box()
    async with server(socket, box=box), Client(socket) as client:
        assert await client.set_aside(SetAside("epoch", 1, "なぜ")) == Repaired(False)
        assert await client.set_aside(SetAside("other", 2, "なぜ")) == Repaired(False)
    assert box.aside == []


@pytest.mark.parametrize("reason", ["", "a" * 61, "a\nb", "a\u0000"])
async def test_a_reason_is_one_line_that_says_something(tmp_path: Path, reason: str) -> None:
    socket, box = tmp_path / "agent.sock", Box()
    async with server(socket, box=box), Client(socket) as client:
        assert await client.set_aside(SetAside("epoch", 2, reason)) is None
    assert box.aside == []


async def test_who_repairs_is_logged_and_the_reason_is_not(tmp_path: Path) -> None:
    socket = tmp_path / "agent.sock"
    with capture_logs() as logs:
        async with server(socket), Client(socket) as client:
            await client.retry()
            await client.set_aside(SetAside("epoch", 2, "道志さんの分"))
    called = [log for log in logs if log["event"] == "local-api-called"]
    assert [log["path"] for log in called] == ["/v1/outbox/retry", "/v1/outbox/set-aside"]
    assert {log["uid"] for log in called} == {os.getuid()}
    assert "道志" not in str(logs)


async def test_an_agent_that_says_other_things_is_no_answer_but_a_broken_agreement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    socket = tmp_path / "agent.sock"
    monkeypatch.setattr("edge_agent.local_api.client.Status", WaitingEvents)
    async with server(socket), Client(socket) as client:
        with pytest.raises(Malformed):
            await client.status()


async def test_only_the_paths_of_the_api_are_served(tmp_path: Path) -> None:
    socket = tmp_path / "agent.sock"
    connector = aiohttp.UnixConnector(str(socket))
    async with server(socket), aiohttp.ClientSession(base_url="http://agent", connector=connector) as http:
        for method, path in (("GET", "/"), ("POST", "/v1/status"), ("GET", "/v1/self-tests/reader%201")):
            async with http.request(method, path) as response:
                assert response.status in {404, 405}
