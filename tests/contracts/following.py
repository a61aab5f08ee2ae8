"""A driver in a program of its own, which sees the emulated devices and says what they report."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from provisioning.sandbox.inputs.control import PenHand, ScannerHand
from provisioning.sandbox.inputs.service import InputService

H = TypeVar("H", PenHand, ScannerHand)


class Followed:
    """What an open driver reports, as lines: `standing idle`, `fault in-use`, `ended absent`, and what is its own."""

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


@asynccontextmanager
async def following(service: InputService, driver: str, match: str, trouble: str = "") -> AsyncIterator[Followed]:
    """The driver, opened."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.edge_agent.devices.follower", driver, match),
        *((trouble,) if trouble else ()),
        env={**os.environ, **service.environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Followed(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@dataclass(frozen=True)
class Bench(Generic[H]):
    """A device and the hand at it; the first of `matches` is its name, none of `others` means it."""

    driver: str
    service: InputService
    hand: H
    matches: tuple[str, ...]
    others: tuple[str, ...]
    in_use: str = f"take:{errno.EBUSY}"
    forbidden: str = f"open:{errno.EACCES}"

    def followed(self, match: str = "", trouble: str = "") -> AbstractAsyncContextManager[Followed]:
        """The driver, opened, in a program of its own."""
        return following(self.service, self.driver, match or self.matches[0], trouble)


@asynccontextmanager
async def emulated_inputs() -> AsyncIterator[InputService]:
    """Emulated devices on a bus of their own."""
    room = Path(tempfile.mkdtemp(prefix="inputs-"))
    service = InputService(room, logs=room)
    try:
        await service.program.start()
        yield service
    finally:
        await service.program.stop()
        shutil.rmtree(room)
