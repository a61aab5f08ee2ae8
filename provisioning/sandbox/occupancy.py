"""One process per village directory."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType


class Occupied(Exception):
    """Another process runs this village; `pid` is its id."""

    code = "occupied"

    def __init__(self, pid: int) -> None:
        self.pid = pid
        super().__init__(str(pid))


class Occupancy:
    """Held while a village runs; the kernel lets go of it however the process ends."""

    def __init__(self, directory: Path) -> None:
        self._file = directory / "lock"
        self._descriptor = -1

    def __enter__(self) -> Occupancy:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = int(self._file.read_text() or "0")
            os.close(self._descriptor)
            raise Occupied(pid) from None
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, str(os.getpid()).encode())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)
