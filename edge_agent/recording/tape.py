"""The file of a recording: made anew, for nobody else to read, written on a thread of its own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from protocol.devices import DeviceKind
from protocol.wire.codec import encode

from ..errors import NotRecorded
from .lines import VERSION, Body, DeviceListed, Heading, Line

T = TypeVar("T")

_MODE = 0o600


class Tape:
    """`async with` makes the file, which must not be there, and at the end writes what is left. Raises NotRecorded."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._kinds: dict[str, DeviceKind] = {}
        self._unwritten: list[Heading | Line] = []
        self._more = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, "tape")

    async def __aenter__(self) -> Tape:
        self._began = asyncio.get_running_loop().time()
        self._descriptor = await self._on_thread(lambda: _made(self._file))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await asyncio.shield(self._write())
        finally:
            await asyncio.shield(self._on_thread(lambda: os.close(self._descriptor)))
            self._thread.shutdown(wait=False)

    def begin(self, began: str, devices: Sequence[DeviceListed]) -> None:
        """Write the heading; only these devices can be heard."""
        self._kinds = {device.name: device.kind for device in devices}
        self._unwritten.append(Heading(VERSION, began, tuple(devices)))

    def hear(self, device: str, what: Body) -> None:
        """Something happened on a device just now."""
        at = round((asyncio.get_running_loop().time() - self._began) * 1000)
        self._unwritten.append(Line(at, device, self._kinds[device], what))
        self._more.set()

    async def run(self) -> None:
        """Write as it comes, until cancelled. Raises NotRecorded when the disk refuses."""
        while True:
            await self._more.wait()
            self._more.clear()
            await self._write()

    async def discard(self) -> None:
        """Nothing of it is wanted: the file goes."""
        self._unwritten.clear()
        await self._on_thread(self._file.unlink)

    async def _write(self) -> None:
        lines, self._unwritten = b"".join(encode(each) + b"\n" for each in self._unwritten), []
        await self._on_thread(lambda: _written(self._descriptor, lines))

    async def _on_thread(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except OSError as error:
            raise NotRecorded(f"{self._file}: {error.strerror}") from error


def _made(file: Path) -> int:
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _MODE)


def _written(descriptor: int, lines: bytes) -> None:
    left = memoryview(lines)
    while left:
        left = left[os.write(descriptor, left) :]
