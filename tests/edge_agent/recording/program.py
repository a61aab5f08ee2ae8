"""The recording program beside emulated devices, as a technician starts it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

SETTINGS = """
[local_api]
socket = "agent.sock"
[central]
key_file = "credential:not-here.key"
[devices.code_reader]
driver = "evdev"
match = "serial=PRACTICE-1"
[devices.pen]
driver = "evdev"
match = "serial=PRACTICE-3"
"""
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Recorder:
    """The program while it runs, and its file."""

    process: asyncio.subprocess.Process
    file: Path

    async def began(self) -> None:
        """Wait until it has all its devices."""
        assert self.process.stderr is not None
        async with asyncio.timeout(30):
            while b'"event": "recording"' not in await self.process.stderr.readline():
                assert not self.process.stderr.at_eof()

    async def until(self, word: str, count: int = 1) -> None:
        """Wait until a word stands in the file so many times."""
        async with asyncio.timeout(30):
            while self.file.read_text(encoding="utf-8").count(word) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def ended(self) -> tuple[int | None, str]:
        """Its end, and what it said until then."""
        async with asyncio.timeout(30):
            _, said = await self.process.communicate()
        return self.process.returncode, said.decode()


@asynccontextmanager
async def recorder(
    folder: Path, *arguments: str, environment: Mapping[str, str], name: str = "recording.jsonl"
) -> AsyncIterator[Recorder]:
    """Start it."""
    settings, file = folder / "agent.toml", folder / name
    settings.write_text(SETTINGS, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "edge_agent", "record", "--settings", str(settings), "--to", str(file), *arguments),
        env={**os.environ, "PCSCLITE_CSOCK_NAME": "/nonexistent", **environment},
        stderr=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    try:
        yield Recorder(process, file)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
