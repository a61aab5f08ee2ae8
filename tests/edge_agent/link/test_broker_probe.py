"""Where the way to the broker ends, against a real one and against all that stands in its place."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from edge_agent.link import broker_probe
from edge_agent.link.broker_probe import Stop, probed
from edge_agent.settings import CentralSettings
from provisioning.authority import create_site, issue_terminal
from tests.provisioning.broker import NOW, Broker, free_port


def central(site: Path, port: int) -> CentralSettings:
    """The settings of a terminal of a site."""
    home = site / "terminals" / "madoguchi-1"
    return CentralSettings(
        host="127.0.0.1", port=port, ca_file=home / "ca.crt", certificate_file=home / "terminal.crt",
        key_file=home / "terminal.key", signing_files=(), sealing_file=home / "central-sealing.pub",
    )  # fmt: skip


@pytest.fixture
def cabled(tmp_path: Path) -> Path:
    """A machine with a network that has a carrier."""
    network = tmp_path / "net" / "eth0"
    network.mkdir(parents=True)
    (network / "carrier").write_text("1\n")
    return network.parent


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Another town hall."""
    create_site(tmp_path / "other", NOW)
    issue_terminal(tmp_path / "other", "madoguchi-1")
    return tmp_path / "other"


@contextmanager
def listener(said: bytes = b"") -> Iterator[int]:
    """The port of somebody who takes a connection, says this and hangs up; says nothing for ever when it is empty."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []

        def serve() -> None:
            connection, _ = server.accept()
            taken.append(connection)
            if said:
                connection.sendall(said)
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield int(server.getsockname()[1])
        thread.join()
        for connection in taken:
            connection.close()


async def test_a_broker_that_believes_us_is_reached(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker:
        measured = await asyncio.to_thread(probed, central(broker.site, broker.port))
    assert isinstance(measured, int)
    assert 0 <= measured < 3000


async def test_a_stranger_on_either_side_is_told(tmp_path: Path, site: Path) -> None:
    async with Broker(tmp_path) as broker:
        ours, theirs = central(broker.site, broker.port), central(site, broker.port)
        assert await asyncio.to_thread(probed, theirs) is Stop.STRANGER
        half = msgspec.structs.replace(theirs, ca_file=ours.ca_file)
        assert await asyncio.to_thread(probed, half) is Stop.OWN_CERTIFICATE
        lost = msgspec.structs.replace(ours, certificate_file=tmp_path / "nowhere.crt")
        assert await asyncio.to_thread(probed, lost) is Stop.OWN_CERTIFICATE


def test_who_is_not_there_or_speaks_otherwise_is_told(site: Path, cabled: Path) -> None:
    assert probed(central(site, free_port()), networks=cabled) is Stop.NOBODY_THERE
    with listener(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        assert probed(central(site, port), networks=cabled) is Stop.NOT_TLS


def test_who_takes_the_connection_and_says_nothing_gives_no_answer(
    site: Path, cabled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker_probe, "CONNECT_SECONDS", 0.2)
    with listener() as port:
        assert probed(central(site, port), networks=cabled) is Stop.NO_ANSWER


@pytest.mark.parametrize(
    ("error", "stop"),
    [
        (socket.gaierror(-2, "Name or service not known"), Stop.NO_NAME),
        (OSError(101, "Network is unreachable"), Stop.NO_ROUTE),
        (TimeoutError(), Stop.NO_ANSWER),
    ],
)
def test_without_a_carrier_it_is_the_cable(
    site: Path, cabled: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, stop: Stop
) -> None:
    def fails(*_: object) -> socket.socket:
        raise error

    monkeypatch.setattr(socket, "create_connection", fails)
    assert probed(central(site, 8883), networks=cabled) is stop
    (cabled / "eth0" / "carrier").write_text("0\n")
    assert probed(central(site, 8883), networks=cabled) is Stop.NO_CABLE
    (cabled / "eth0" / "carrier").unlink()
    assert probed(central(site, 8883), networks=cabled) is Stop.NO_CABLE
