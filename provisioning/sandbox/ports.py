"""Which loopback ports a village listens on."""

from __future__ import annotations

import socket
from dataclasses import astuple, dataclass, fields

import psutil


@dataclass(frozen=True)
class Ports:
    """Every TCP port of one village; all on 127.0.0.1."""

    kiosk: int = 8410
    console: int = 8420
    panel: int = 8430
    broker: int = 8440
    counter_line: int = 8441
    centre_line: int = 8442
    juki_line: int = 8443
    juki_page: int = 8450
    juki: int = 8451
    revocation: int = 8460
    receipt: int = 8470
    enrolment: int = 8480

    @classmethod
    def unused(cls) -> Ports:
        """Ports the kernel says are free now."""
        holders = [socket.create_server(("127.0.0.1", 0)) for _ in fields(cls)]
        try:
            return cls(*(holder.getsockname()[1] for holder in holders))
        finally:
            for holder in holders:
                holder.close()

    def taken(self) -> tuple[int, ...]:
        """Those that somebody listens on already."""
        return tuple(port for port in astuple(self) if not _is_free(port))


def holder_of(port: int) -> str:
    """Who listens there, as far as this user may know: 「名前 (pid 123)」, or an empty text."""
    try:
        listening = [
            seen for seen in psutil.net_connections("tcp")
            if seen.status == psutil.CONN_LISTEN and seen.laddr and seen.laddr.port == port and seen.pid
        ]  # fmt: skip
        return f"{psutil.Process(listening[0].pid).name()} (pid {listening[0].pid})" if listening else ""
    except psutil.Error:
        return ""


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
