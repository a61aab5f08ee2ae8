"""What the screens see of the agent in one look, or why they see nothing."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from protocol.errors import Malformed

from ..local_api.api import RecentEvent, Status, WaitingEvent
from ..local_api.client import Client


class Absence(StrEnum):
    """Why nothing is seen. OTHER_VERSION: the agent was replaced by one that says other things.

    NOT_ENROLLED: this terminal has no keys yet, and its agent does nothing but wait for them.
    """

    NOT_RUNNING = "not-running"
    NOT_ALLOWED = "not-allowed"
    SILENT = "silent"
    OTHER_VERSION = "other-version"
    NOT_ENROLLED = "not-enrolled"


@dataclass(frozen=True)
class Sight:
    """The agent at one moment, which is `status.time`."""

    status: Status
    waiting: tuple[WaitingEvent, ...]
    recent: tuple[RecentEvent, ...]
    self_tests: tuple[str, ...]

    @property
    def now(self) -> str:
        return self.status.time


async def look(client: Client, socket: Path) -> Sight | Absence:
    """Look once; takes at most as long as the client waits."""
    try:
        status, waiting = await client.status(), await client.waiting()
        if status is None and await client.enrolment() is not None:
            return Absence.NOT_ENROLLED
        recent, self_tests = await client.recent(), await client.self_tests()
    except Malformed:
        return Absence.OTHER_VERSION
    if status is None or waiting is None or recent is None or self_tests is None:
        return await asyncio.to_thread(_absence, socket)
    return Sight(status, waiting.events, recent.events, self_tests.names)


def _absence(socket: Path) -> Absence:
    try:
        socket.stat()
    except PermissionError:
        return Absence.NOT_ALLOWED
    except OSError:
        return Absence.NOT_RUNNING
    return Absence.SILENT if os.access(socket, os.W_OK) else Absence.NOT_ALLOWED
