"""The driver of a reader that types: waits for it to be plugged in, and makes codes of its keys."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from protocol.devices import DeviceKind, DeviceState

from ...errors import DeviceGone
from ..base import ABSENT, Standing
from . import nodes
from .assembly import Assembly
from .keyboard import Keyboard, Unplugged, grabbed
from .port import CodeEvent

LOOK_SECONDS = 1.0
PAUSE_SECONDS = 0.5

_IDLE = Standing(DeviceState.IDLE)


class _Closed:
    """The driver was closed."""


_Report = CodeEvent | Unplugged | _Closed


class EvdevCodeReader:
    """The oldest matching device that can type. A code that pauses longer than `pause_seconds` is torn."""

    kind = DeviceKind.CODE_READER

    def __init__(
        self, *, name: str, match: str, look_seconds: float = LOOK_SECONDS, pause_seconds: float = PAUSE_SECONDS
    ) -> None:
        self.name = name
        self._match = match
        self._look_seconds = look_seconds
        self._pause_seconds = pause_seconds
        self._status = ABSENT
        self._is_open = False
        self._keyboard: Keyboard | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def status(self) -> Standing:
        return self._status

    async def open(self) -> None:
        """Grab the reader if it is there. Raises DeviceError IN_USE, NO_PERMISSION or UNRESPONSIVE."""
        self._reports: asyncio.Queue[_Report] = asyncio.Queue()
        self._closing = asyncio.Event()
        self._is_open = True
        await self._look()

    async def close(self) -> None:
        """Give the reader back."""
        if not self._is_open:
            return
        self._is_open = False
        self._closing.set()
        self._reports.put_nowait(_Closed())
        await self._let_go()

    async def events(self) -> AsyncIterator[CodeEvent | Standing]:
        """Codes and standings as they come. Raises DeviceError when a reader that was plugged in cannot be had."""
        yield self._status
        while self._is_open:
            if self._keyboard is None:
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
        """Whether a reader is there after a while; no, at once, when the driver is closed."""
        try:
            async with asyncio.timeout(self._look_seconds):
                await self._closing.wait()
        except TimeoutError:
            return await self._look()
        return False

    async def _look(self) -> bool:
        try:
            keyboard = await asyncio.to_thread(_first, self._match)
        except DeviceGone:
            return False
        if keyboard is None:
            return False
        if self._is_open:
            self._follow(keyboard)
        else:
            await asyncio.to_thread(keyboard.close)
        return self._is_open

    def _follow(self, keyboard: Keyboard) -> None:
        self._keyboard, self._status = keyboard, _IDLE
        self._assembly = Assembly()
        asyncio.get_running_loop().add_reader(keyboard.descriptor, self._read, keyboard)

    def _read(self, keyboard: Keyboard) -> None:
        presses = keyboard.read()
        if isinstance(presses, Unplugged):
            asyncio.get_running_loop().remove_reader(keyboard.descriptor)
            self._pause()
            self._reports.put_nowait(presses)
            return
        for press in presses:
            self._report(self._assembly.take(press))
        self._wait_for_more()

    def _wait_for_more(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        is_begun = self._assembly.is_begun
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self._pause_seconds, self._pause) if is_begun else None

    def _pause(self) -> None:
        self._report(self._assembly.paused())

    def _report(self, event: CodeEvent | None) -> None:
        if event is not None:
            self._reports.put_nowait(event)

    async def _let_go(self) -> None:
        keyboard, self._keyboard = self._keyboard, None
        self._status = ABSENT
        if self._timer is not None:
            self._timer.cancel()
        if keyboard is not None:
            asyncio.get_running_loop().remove_reader(keyboard.descriptor)
            await asyncio.to_thread(keyboard.close)


def _first(match: str) -> Keyboard | None:
    """The first of the matching devices that can type. Blocks; raises DeviceError."""
    keyboards = (grabbed(node) for node in nodes.found(match))
    return next((keyboard for keyboard in keyboards if keyboard is not None), None)
