"""Who is at the other end of the socket, as the kernel knows it, and the log of it."""

from __future__ import annotations

import socket
import struct
from asyncio import BaseTransport
from dataclasses import dataclass
from weakref import WeakSet

from aiohttp import web

from ..log import logger

_CREDENTIALS = struct.Struct("3i")

_log = logger("local_api")


@dataclass(frozen=True)
class Caller:
    """The process that connected, and whose it is."""

    pid: int
    uid: int
    gid: int


class Callers:
    """Logs each connection once, and each request that does something every time."""

    def __init__(self) -> None:
        self._known: WeakSet[BaseTransport] = WeakSet()

    def note(self, request: web.Request) -> None:
        """Log who asks, if it is worth a line."""
        transport = request.transport
        if transport is None or (request.method == "GET" and transport in self._known):
            return
        self._known.add(transport)
        caller = caller_of(transport)
        _log.info(
            "local-api-called", method=request.method, path=request.path, uid=caller.uid, gid=caller.gid, pid=caller.pid
        )


def caller_of(transport: BaseTransport) -> Caller:
    """The process at the other end of a unix socket."""
    connection = transport.get_extra_info("socket")
    pid, uid, gid = _CREDENTIALS.unpack(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))
    return Caller(pid, uid, gid)
