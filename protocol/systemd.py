"""What both programs say to systemd and get from it: that they are ready and alive, and their credentials."""

from __future__ import annotations

import asyncio
import os
import re
import socket
from pathlib import Path

_UNWATCHED_SECONDS = 60.0
_CREDENTIAL = "credential:"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def notify(state: str) -> None:
    """Say one word of sd_notify(3); nothing happens outside systemd."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sending:
            sending.sendto(state.encode(), "\0" + address[1:] if address[0] == "@" else address)


class Watchdog:
    """Says READY=1, then WATCHDOG=1 twice in every period that systemd asks for, as long as the loop turns."""

    async def run(self) -> None:
        """Until cancelled."""
        notify("READY=1")
        microseconds = int(os.environ.get("WATCHDOG_USEC", "0"))
        while True:
            await asyncio.sleep(microseconds / 2_000_000 or _UNWATCHED_SECONDS)
            notify("WATCHDOG=1")


def path_in_settings(text: str) -> Path:
    """A path as settings name it; `credential:NAME` is a file that systemd handed over. Raises ValueError."""
    if not text.startswith(_CREDENTIAL):
        return Path(text)
    name, folder = text.removeprefix(_CREDENTIAL), os.environ.get("CREDENTIALS_DIRECTORY", "")
    if not _NAME.fullmatch(name):
        raise ValueError(f"{text}: not the name of a credential")
    if not folder:
        raise ValueError(f"{text}: systemd handed over no credentials")
    return Path(folder) / name
