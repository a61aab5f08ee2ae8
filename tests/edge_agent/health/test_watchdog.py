"""systemd hears that the agent is ready and that its loop turns; without systemd nothing is said."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest

from edge_agent.health.watchdog import Watchdog, notify


async def test_systemd_hears_ready_and_then_the_watchdog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "20000")
        running = asyncio.create_task(Watchdog().run())
        loop = asyncio.get_running_loop()
        said = [await loop.sock_recv(listening, 100) for _ in range(3)]
        running.cancel()
        await asyncio.wait([running])
    assert said == [b"READY=1", b"WATCHDOG=1", b"WATCHDOG=1"]


def test_an_abstract_address_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("\0madoguchi-watchdog-test")
        monkeypatch.setenv("NOTIFY_SOCKET", "@madoguchi-watchdog-test")
        notify("READY=1")
        assert listening.recv(100) == b"READY=1"


def test_outside_systemd_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")
