"""The register's own file in the village's directory: what was changed survives the program."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec

from .register import Contents, Register


class RegisterFile:
    """Opens the register, from `first` when there is no file yet, and writes it down after a change."""

    def __init__(self, file: Path, first: Contents) -> None:
        self._file = file
        self._first = first
        self._writing = asyncio.Lock()
        self.register = Register(first)

    async def open(self) -> None:
        """Read the file, if there is one."""
        if await asyncio.to_thread(self._file.exists):
            written = await asyncio.to_thread(self._file.read_bytes)
            self.register.contents = msgspec.json.decode(written, type=Contents)

    async def save(self) -> None:
        """Write everything down; a crash leaves the old file or the new one."""
        async with self._writing:
            await asyncio.to_thread(self._write, msgspec.json.encode(self.register.contents))

    async def begin_again(self) -> None:
        """Back to the first day; the certificates are linked as they were then."""
        links = self.register.contents.links
        self.register.contents = self._first
        self.register.learn(links)
        await self.save()

    def _write(self, content: bytes) -> None:
        fresh = self._file.with_name(f".{self._file.name}.new")
        fresh.write_bytes(content)
        fresh.replace(self._file)
