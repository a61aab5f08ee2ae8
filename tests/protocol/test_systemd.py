"""systemd hears that a program is ready and that its loop turns, and hands its secrets over; without it, nothing."""

from __future__ import annotations

import asyncio
import socket
import time
from pathlib import Path

import pytest

from protocol.systemd import Watchdog, notify, path_in_settings


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


async def test_a_loop_that_stands_still_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "20000")
        running = asyncio.create_task(Watchdog().run())
        assert await asyncio.get_running_loop().sock_recv(listening, 100) == b"READY=1"
        time.sleep(0.2)  # noqa: ASYNC251  a loop that hangs
        with pytest.raises(BlockingIOError):
            listening.recv(100)
        assert await asyncio.get_running_loop().sock_recv(listening, 100) == b"WATCHDOG=1"
        running.cancel()
        await asyncio.wait([running])


def test_a_credential_lies_where_systemd_put_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert path_in_settings("credential:keys_central-signing.key") == tmp_path / "keys_central-signing.key"
    assert path_in_settings("terminal/ca.crt") == Path("terminal/ca.crt")


@pytest.mark.parametrize("name", ["", "../shadow", ".hidden", "a/b"])
def test_what_is_no_name_of_a_credential_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/credentials/kantan-agent.service")
    with pytest.raises(ValueError, match="not the name"):
        path_in_settings(f"credential:{name}")


def test_without_systemd_there_are_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(ValueError, match="handed over no"):
        path_in_settings("credential:terminal.key")
