"""The life of a device that comes and goes by its plug: waited for, followed, given back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from protocol.devices import DeviceKind, DeviceState

from ..errors import DeviceGone
from .base import ABSENT, Standing

E = TypeVar("E")
E_co = TypeVar("E_co", covariant=True)

LOOK_SECONDS = 1.0

_IDLE = Standing(DeviceState.IDLE)


@dataclass(frozen=True)
class Unplugged:
    """The device is gone; nothing more comes from it."""


class Source(Protocol[E_co]):
    """One opened device and what is half said by it."""

    @property
    def descriptor(self) -> int:
        """What to wait on."""

    @property
    def is_begun(self) -> bool:
        """Whether something has begun that does not end well when the device falls silent."""

    def read(self) -> Sequence[E_co] | Unplugged:
        """What happened since the last time, maybe nothing; does not block."""

    def broke_off(self) -> Sequence[E_co]:
        """How what has begun ends when nothing more comes of it."""

    def close(self) -> None:
        """Give the device back. Blocks."""


class _Closed:
    """The driver was closed."""


class PluggedDriver(Generic[E]):
    """Follows the device that `find` opens, on a thread; None: it is not there. `find` raises DeviceError.

    What has begun breaks off after `pause_seconds` of silence, where that is not None.
    """

    def __init__(
        self,
        kind: DeviceKind,
        name: str,
        find: Callable[[], Source[E] | None],
        *,
        look_seconds: float = LOOK_SECONDS,
        pause_seconds: float | None = None,
    ) -> None:
        self.kind = kind
        self.name = name
        self._find = find
        self._look_seconds = look_seconds
        self._pause_seconds = pause_seconds
        self._status = ABSENT
        self._is_open = False
        self._source: Source[E] | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def status(self) -> Standing:
        """Where it stands now."""
        return self._status

    async def open(self) -> None:
        """Take the device if it is there. Raises DeviceError IN_USE, NO_PERMISSION or UNRESPONSIVE."""
        self._reports: asyncio.Queue[E | Unplugged | _Closed] = asyncio.Queue()
        self._closing = asyncio.Event()
        self._is_open = True
        await self._look()

    async def close(self) -> None:
        """Give the device back."""
        if not self._is_open:
            return
        self._is_open = False
        self._closing.set()
        self._reports.put_nowait(_Closed())
        await self._let_go()

    async def events(self) -> AsyncIterator[E | Standing]:
        """What it says and how it stands. Raises DeviceError when a device that was plugged in cannot be had."""
        yield self._status
        while self._is_open:
            if self._source is None:
                if await self._appeared():
                    yield self._status
                continue
            report = await self._reports.get()
            if isinstance(report, Unplugged):
                await self._let_go()
                yield ABSENT
            elif not isinstance(report, _Closed):
                yield report

    async def _appeared(self) -> bool:
        """Whether the device is there after a while; no, at once, when the driver is closed."""
        try:
            async with asyncio.timeout(self._look_seconds):
                await self._closing.wait()
        except TimeoutError:
            return await self._look()
        return False

    async def _look(self) -> bool:
        try:
            source = await asyncio.to_thread(self._find)
        except DeviceGone:
            return False
        if source is None:
            return False
        if self._is_open:
            self._source, self._status = source, _IDLE
            asyncio.get_running_loop().add_reader(source.descriptor, self._read, source)
        else:
            await asyncio.to_thread(source.close)
        return self._is_open

    def _read(self, source: Source[E]) -> None:
        happened = source.read()
        if isinstance(happened, Unplugged):
            asyncio.get_running_loop().remove_reader(source.descriptor)
            self._broke_off(source)
            self._reports.put_nowait(happened)
            return
        self._report(happened)
        self._wait_for_more(source)

    def _wait_for_more(self, source: Source[E]) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._pause_seconds is not None and source.is_begun:
            self._timer = asyncio.get_running_loop().call_later(self._pause_seconds, self._broke_off, source)

    def _broke_off(self, source: Source[E]) -> None:
        self._report(source.broke_off())

    def _report(self, happened: Sequence[E]) -> None:
        for each in happened:
            self._reports.put_nowait(each)

    async def _let_go(self) -> None:
        source, self._source = self._source, None
        self._status = ABSENT
        if self._timer is not None:
            self._timer.cancel()
        if source is not None:
            asyncio.get_running_loop().remove_reader(source.descriptor)
            await asyncio.to_thread(source.close)
