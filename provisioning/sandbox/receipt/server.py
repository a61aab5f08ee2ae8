"""The printer on a loopback port, one connection at a time, and its control on a unix socket."""

from __future__ import annotations

import asyncio
import socket
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path
from types import TracebackType

from ..control_socket import listening
from .condition import BECOME, SEEN, Condition, Seen
from .mechanism import Mechanism

_READ_BYTES = 4096
_HELD_BYTES = 256 * 1024
_PAUSE_SECONDS = 0.02


class ReceiptServer:
    """`async with` opens and closes it. While it holds much that it cannot print, it takes more only slowly."""

    def __init__(self, mechanism: Mechanism, *, port: int) -> None:
        self._mechanism = mechanism
        self._port = port
        self._listening: socket.socket | None = None
        self._talks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> ReceiptServer:
        self._plug_in()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._unplug()

    async def become(self, condition: Condition) -> None:
        """Stand otherwise from now on."""
        await asyncio.to_thread(self._mechanism.become, condition)
        if condition.is_unplugged:
            await self._unplug()
        else:
            self._plug_in()

    def _plug_in(self) -> None:
        if self._listening is None:
            listening = socket.create_server(("127.0.0.1", self._port))
            listening.setblocking(False)
            # A server of asyncio loses the connection that comes while it is being closed.
            asyncio.get_running_loop().add_reader(listening, self._accept, listening)
            self._listening = listening

    def _accept(self, listening: socket.socket) -> None:
        with suppress(BlockingIOError):
            connection, _ = listening.accept()
            connection.setblocking(False)
            talk = asyncio.get_running_loop().create_task(self._talk(connection))
            self._talks.add(talk)
            talk.add_done_callback(self._talks.discard)
            talk.add_done_callback(lambda _: connection.close())

    async def _unplug(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            asyncio.get_running_loop().remove_reader(listening)
            listening.close()
        talks = tuple(self._talks)
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _talk(self, connection: socket.socket) -> None:
        loop, heard, came = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
        beside = (loop.create_task(self._speak(connection, heard)), loop.create_task(self._print(heard, came)))
        try:
            with suppress(ConnectionError):
                await self._listen(connection, heard, came)
            await asyncio.to_thread(self._mechanism.work)
        finally:
            for each in beside:
                each.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def _listen(self, connection: socket.socket, heard: asyncio.Event, came: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        while content := await loop.sock_recv(connection, _READ_BYTES):
            await asyncio.sleep(self._mechanism.seconds_for(len(content)))
            await asyncio.to_thread(self._mechanism.hear, content)
            heard.set()
            came.set()
            if self._mechanism.seen().held > _HELD_BYTES:
                await asyncio.sleep(2 * _PAUSE_SECONDS)

    async def _print(self, heard: asyncio.Event, came: asyncio.Event) -> None:
        """Print beside the listening: how it stands is told at once, also while a long picture is drawn."""
        while True:
            await came.wait()
            came.clear()
            await asyncio.to_thread(self._mechanism.work)
            heard.set()

    async def _speak(self, connection: socket.socket, heard: asyncio.Event) -> None:
        """Answers go out at once, and those that waited for paper a moment after it is there."""
        loop = asyncio.get_running_loop()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_PAUSE_SECONDS):
                    await heard.wait()
            heard.clear()
            await loop.sock_sendall(connection, self._mechanism.answers())


def controlled(server: ReceiptServer, mechanism: Mechanism, control: Path) -> AbstractAsyncContextManager[None]:
    """Let the hand at the other end see the printer and let it stand otherwise."""

    async def see() -> Seen:
        return mechanism.seen()

    return listening(control, BECOME.done_by(server.become), SEEN.told_by(see))
