"""The revocation service in this process, on a free port."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from provisioning.sandbox.jpki.hierarchy import Hierarchy
from provisioning.sandbox.revocation.faults import RevocationHand
from provisioning.sandbox.revocation.register import Register
from provisioning.sandbox.revocation.server import RevocationServer

from ..holders import FixedClock


@dataclass(frozen=True)
class Service:
    """Where it listens, its list, its clock and the hand on it."""

    url: str
    register: Register
    clock: FixedClock
    hand: RevocationHand


def free_port() -> int:
    """A loopback port that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
async def service(hierarchy: Hierarchy, tmp_path: Path) -> AsyncIterator[Service]:
    """A service with an empty list."""
    register, clock, port = Register(tmp_path / "revoked"), FixedClock(), free_port()
    async with RevocationServer(hierarchy, register, clock, port=port, control=tmp_path / "hand.sock"):
        yield Service(f"http://127.0.0.1:{port}", register, clock, RevocationHand(tmp_path / "hand.sock"))
