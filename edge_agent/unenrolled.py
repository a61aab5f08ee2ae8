"""A terminal that is not enrolled yet: only its local API is open, until the folder of its keys is filled."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import msgspec

from protocol.systemd import Watchdog, path_in_settings

from .local_api.enrolling import Enrolling, EnrolmentDoor
from .log import configure_log
from .settings import LocalApiSettings

_FILLED_WITH = "terminal.toml"
_SOCKET = str(LocalApiSettings().socket)


class _Socket(msgspec.Struct, frozen=True):
    """The part of `[local_api]` that is needed."""

    socket: str = _SOCKET


class _Beginning(msgspec.Struct, frozen=True):
    """The parts of a settings file that are needed before there is a terminal."""

    enrolled: str = ""
    local_api: _Socket = _Socket()
    log_level: str = "INFO"


@dataclass(frozen=True)
class Unenrolled:
    """Where the keys shall be, and where the technician comes in."""

    folder: Path
    socket: Path
    log_level: str


def unenrolled(settings: Path) -> Unenrolled | None:
    """None: the settings name no folder of enrolment, or it is there, or they cannot be read. Blocks."""
    try:
        read = msgspec.toml.decode(settings.read_bytes(), type=_Beginning)
        home = settings.resolve().parent
        folder, socket = home / path_in_settings(read.enrolled), home / path_in_settings(read.local_api.socket)
    except (OSError, ValueError):
        return None
    if not read.enrolled or (folder / _FILLED_WITH).exists():
        return None
    return Unenrolled(folder, socket, read.log_level)


async def until_enrolled(here: Unenrolled) -> None:
    """Run until the folder is filled, or cancelled."""
    configure_log(here.log_level)
    enrolling, watchdog = Enrolling(here.folder), asyncio.ensure_future(Watchdog().run())
    try:
        async with EnrolmentDoor(here.socket, enrolling):
            await enrolling.done.wait()
    finally:
        watchdog.cancel()
