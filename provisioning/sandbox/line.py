"""A network cable that can be pulled: a TCP relay between two programs of the village."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from types import TracebackType

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_CHUNK = 64 * 1024


class Line:
    """Relays a loopback port to another. Cut: what is connected is reset and what comes is refused."""

    def __init__(self, name: str, *, port: int, target_port: int) -> None:
        self.name = name
        self.port = port
        self._target_port = target_port
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Line:
        await self.restore()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.cut()

    @property
    def is_cut(self) -> bool:
        """Whether the cable is out."""
        return self._server is None

    @property
    def connections(self) -> int:
        """How many connections run through it now."""
        return len(self._ends) // 2

    async def restore(self) -> None:
        """Put the cable in; does nothing when it is in. Raises OSError when somebody else took the port."""
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port, reuse_address=True)

    async def cut(self) -> None:
        """Pull the cable out; does nothing when it is out."""
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        for end in tuple(self._ends):
            _reset(end)
        await server.wait_closed()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ends.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        except OSError:
            self._drop(writer)
            return
        self._ends.add(far_writer)
        if self.is_cut:
            self._drop(writer, far_writer)
            return
        for end in (writer, far_writer):
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            await asyncio.gather(_pour(reader, far_writer), _pour(far_reader, writer))
        finally:
            self._drop(writer, far_writer)

    def _drop(self, *ends: asyncio.StreamWriter) -> None:
        for end in ends:
            self._ends.discard(end)
            _reset(end)


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copy one direction until its end; pass a half-close on."""
    with contextlib.suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
        return
    writer.transport.abort()


def _reset(end: asyncio.StreamWriter) -> None:
    opened = end.get_extra_info("socket")
    if opened is not None and opened.fileno() >= 0:
        with contextlib.suppress(OSError):
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    end.transport.abort()
