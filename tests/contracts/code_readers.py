"""Every driver of a code reader with the hand that holds codes before it: what the contract suite runs on."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

from provisioning.sandbox.inputs.control import ScannerHand
from provisioning.sandbox.inputs.description import NAME
from provisioning.sandbox.inputs.service import InputService


class Followed:
    """What an open driver reports, as lines: `standing idle`, `read TEXT`, `torn`, `fault in-use`, `ended absent`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def next(self, *, within: float = 30) -> str:
        """The next line."""
        assert self._process.stdout is not None
        async with asyncio.timeout(within):
            return (await self._process.stdout.readline()).decode().removesuffix("\n")

    async def close(self) -> None:
        """Close the driver."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        await self._process.stdin.drain()


class Bench(Protocol):
    """A reader and the hand before it."""

    hand: ScannerHand
    matches: tuple[str, ...]
    in_use: str
    forbidden: str

    def followed(self, match: str = "", trouble: str = "") -> AbstractAsyncContextManager[Followed]:
        """The driver, opened, in whatever program it needs."""


class _EvdevBench:
    matches: tuple[str, ...] = (NAME, "QR Reader", "1eab:0022", "1EAB:0022")
    in_use = f"grab:{errno.EBUSY}"
    forbidden = f"open:{errno.EACCES}"

    def __init__(self, service: InputService) -> None:
        self.hand = service.hand
        self._service = service

    @asynccontextmanager
    async def followed(self, match: str = "", trouble: str = "") -> AsyncIterator[Followed]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.edge_agent.devices.code_reader.follower", match or NAME),
            *((trouble,) if trouble else ()),
            env={**os.environ, **self._service.environment},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            yield Followed(process)
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()


@asynccontextmanager
async def evdev() -> AsyncIterator[Bench]:
    """The emulated reader on a bus of its own."""
    room = Path(tempfile.mkdtemp(prefix="inputs-"))
    service = InputService(room, logs=room)
    try:
        await service.program.start()
        yield _EvdevBench(service)
    finally:
        await service.program.stop()
        shutil.rmtree(room)


BENCHES: dict[str, Callable[[], AbstractAsyncContextManager[Bench]]] = {"evdev": evdev}
