"""The technician's API on its unix socket: both ends, who may use it, and an agent that is away."""

from __future__ import annotations

import stat
from pathlib import Path

from edge_agent.local_api.api import LinkView, LinkViews, OutboxStatus, Status, WaitingEvent, WaitingEvents
from edge_agent.local_api.client import Client
from edge_agent.local_api.server import LocalApiServer
from protocol.devices import DeviceKind, DeviceState, DeviceStatus
from protocol.wire.messages.answers import LinkState

UP = LinkView(LinkState.UP, "2026-04-01T00:30:00.000Z")
STATUS = Status(
    terminal="madoguchi-1",
    version="0.1.0",
    time="2026-04-01T00:30:00.000Z",
    is_clock_trusted=True,
    outbox=OutboxStatus(1, "2026-04-01T00:30:00.000Z", 0, "epoch", 2, True),
    links=LinkViews(UP, UP, UP, UP),
    devices=(DeviceStatus(DeviceKind.PEN, "pen", DeviceState.ABSENT),),
)
WAITING = WaitingEvents((WaitingEvent("id", "epoch", 1, "madoguchi.call.v1", "2026-04-01T00:30:00.000Z", "", 600),))


async def waiting() -> WaitingEvents:
    """One event waits."""
    return WAITING


def server(socket: Path) -> LocalApiServer:
    """An agent on a socket."""
    return LocalApiServer(socket, status=lambda: STATUS, waiting=waiting)


async def test_both_ends_say_the_same(tmp_path: Path) -> None:
    socket = tmp_path / "run" / "agent.sock"
    async with server(socket), Client(socket) as client:
        assert await client.status() == STATUS
        assert await client.waiting() == WAITING


async def test_the_socket_is_for_its_owner_and_group_and_replaces_one_that_was_left_behind(tmp_path: Path) -> None:
    socket = tmp_path / "agent.sock"
    socket.touch()
    async with server(socket):
        assert stat.S_IMODE(socket.stat().st_mode) == 0o660


async def test_an_agent_that_is_away_is_a_value(tmp_path: Path) -> None:
    async with Client(tmp_path / "agent.sock") as client:
        assert await client.status() is None
        assert await client.waiting() is None
