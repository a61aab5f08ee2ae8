"""The driver of a lamp on USB: the event loop's side of one thread."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Protocol, TypeVar

from protocol.devices import DeviceKind, DeviceState

from ...errors import DeviceError
from ..base import ABSENT, Standing
from .port import Signal

T = TypeVar("T")

ASK_SECONDS = 1.0

_READY = Standing(DeviceState.READY)


class Wire(Protocol):
    """One opened lamp. Everything blocks."""

    def say(self, signal: Signal) -> None:
        """Let it say something. Raises DeviceError."""

    def ask(self) -> None:
        """Whether it still answers. Raises DeviceError."""

    def close(self) -> None:
        """Give it back. Never raises."""


class UsbSignalLamp:
    """One lamp behind `connect`, which blocks and raises DeviceError. It is asked every `ask_seconds`."""

    kind = DeviceKind.SIGNAL_LAMP

    def __init__(self, *, name: str, connect: Callable[[], Wire], ask_seconds: float = ASK_SECONDS) -> None:
        self.name = name
        self._connect = connect
        self._ask_seconds = ask_seconds
        self._status = ABSENT
        self._wanted = Signal.DARK
        self._changed = asyncio.Event()
        self._wire: Wire | None = None
        self._thread: ThreadPoolExecutor | None = None

    @property
    def status(self) -> Standing:
        return self._status

    def show(self, signal: Signal) -> None:
        """Say this from now on."""
        self._wanted = signal
        self._changed.set()

    async def open(self) -> None:
        """Take the lamp and let it say what it was told. Raises DeviceError."""
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=self.name)
        self._wire = await self._on_thread(self._connect)
        await self._say(self._wire)
        self._status = _READY

    async def close(self) -> None:
        """Let it be dark, and give it back."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        wire, self._wire = self._wire, None
        self._status = ABSENT
        self._changed.set()
        if wire is not None:
            await asyncio.get_running_loop().run_in_executor(thread, _end, wire)
        await asyncio.to_thread(thread.shutdown)

    async def events(self) -> AsyncIterator[Standing]:
        """Its standing, once; then it says what it is told. Raises DeviceError when it no longer answers."""
        if self._wire is not None:
            yield self._status
        while (wire := self._wire) is not None:
            if await self._is_told():
                if self._wire is not None:
                    await self._say(wire)
            else:
                await self._on_thread(wire.ask)

    async def _is_told(self) -> bool:
        """Whether it is told something before it is to be asked again."""
        try:
            async with asyncio.timeout(self._ask_seconds):
                await self._changed.wait()
        except TimeoutError:
            return False
        return True

    async def _say(self, wire: Wire) -> None:
        self._changed.clear()
        await self._on_thread(wire.say, self._wanted)

    async def _on_thread(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*arguments))


def _end(wire: Wire) -> None:
    with suppress(DeviceError):
        wire.say(Signal.DARK)
    wire.close()
