"""A driver in a program of its own, which sees the emulated devices and says what they report."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from provisioning.sandbox.inputs.service import InputService


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
