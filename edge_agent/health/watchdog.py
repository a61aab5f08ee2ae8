"""Tells systemd that the agent is ready and that its loop still turns."""

from __future__ import annotations

import asyncio
import os
import socket

_UNWATCHED_SECONDS = 60.0


def notify(state: str) -> None:
    """Say one word of sd_notify(3); nothing happens outside systemd."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sending:
            sending.sendto(state.encode(), "\0" + address[1:] if address[0] == "@" else address)


class Watchdog:
    """Says WATCHDOG=1 twice in every period that systemd asks for."""

    async def run(self) -> None:
        """Until cancelled."""
        notify("READY=1")
        microseconds = int(os.environ.get("WATCHDOG_USEC", "0"))
        while True:
            await asyncio.sleep(microseconds / 2_000_000 or _UNWATCHED_SECONDS)
            notify("WATCHDOG=1")
