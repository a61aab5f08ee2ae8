"""One program of the village: started in a process group of its own, awaited until ready, ended by its id."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from .errors import SandboxError

Ready = Callable[[], Awaitable[bool]]
_TAIL_LINES = 12


class Program:
    """A child process that logs to a file. It ends when this process does, however this process ends."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        ready: Ready,
        environment: Mapping[str, str] | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        ready_seconds: float = 30.0,
        stop_seconds: float = 10.0,
    ) -> None:
        self.name = name
        self.log = log
        self._command = tuple(command)
        self._ready = ready
        self._environment = dict(environment or {})
        self._stop_signal = stop_signal
        self._ready_seconds = ready_seconds
        self._stop_seconds = stop_seconds
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process is not None and self._process.returncode is None else None

    async def start(self) -> None:
        """Start it and return once it is ready. Raises SandboxError when it ends first or is not ready in time."""
        if self.pid is not None:
            return
        with _appending(self.log) as sink:
            self._process = await asyncio.create_subprocess_exec(
                *("setpriv", "--pdeathsig", self._stop_signal.name.removeprefix("SIG"), *self._command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **self._environment},
                process_group=0,  # no session: its leader would end with the first terminal it opens
            )
        try:
            async with asyncio.timeout(self._ready_seconds):
                await self._until_ready(self._process)
        except TimeoutError:
            await self.stop()
            raise SandboxError("not-ready", self.name, self.log, self.tail()) from None

    async def _until_ready(self, process: asyncio.subprocess.Process) -> None:
        while not await self._ready():
            if process.returncode is not None:
                raise SandboxError("ended", self.name, self.log, self.tail())
            await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """Ask it to end, and end it when it does not; returns when it is gone."""
        await self._end(self._stop_signal)

    async def kill(self) -> None:
        """End it at once, as a power cut would."""
        await self._end(signal.SIGKILL)

    async def ended(self) -> int:
        """Wait until it is gone; its exit code, negative for a signal."""
        return 0 if self._process is None else await self._process.wait()

    async def _end(self, how: signal.Signals) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        _signal_group(process.pid, how)
        try:
            async with asyncio.timeout(self._stop_seconds):
                await process.wait()
        except TimeoutError:
            _signal_group(process.pid, signal.SIGKILL)
            await process.wait()

    def tail(self) -> str:
        """The last lines of its log."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-_TAIL_LINES:])


def python(*arguments: str) -> tuple[str, ...]:
    """The command that runs a module with this very interpreter."""
    return (sys.executable, "-m", *arguments)


def answers_on(port: int) -> Ready:
    """Ready when something accepts connections on a loopback port."""

    async def ready() -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return False
        writer.close()
        return True

    return ready


def _appending(log: Path) -> BinaryIO:
    log.parent.mkdir(parents=True, exist_ok=True)
    return log.open("ab")


def _signal_group(pid: int, how: signal.Signals) -> None:
    try:
        os.killpg(pid, how)
    except ProcessLookupError:
        return
