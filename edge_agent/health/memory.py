"""Whether what a resident said can leave the memory of this program: no swap, no pictures of its memory."""

from __future__ import annotations

import asyncio
import resource
from pathlib import Path

from protocol.health import Cause, CheckName, Level

from .findings import Finding

PROC = Path("/proc")
CGROUPS = Path("/sys/fs/cgroup")


class MemoryCheck:
    """Swap is off when the machine has none, or when the group of this process may use none."""

    name = CheckName.MEMORY

    def __init__(self, proc: Path = PROC, cgroups: Path = CGROUPS) -> None:
        self._proc = proc
        self._cgroups = cgroups

    async def look(self) -> Finding:
        """Ask the kernel."""
        return await asyncio.to_thread(self._found)

    def _found(self) -> Finding:
        if resource.getrlimit(resource.RLIMIT_CORE)[0] != 0:
            return Finding(Level.WARN, Cause.MEMORY_DUMPED)
        if self._has_no_swap() or self._may_not_swap():
            return Finding(Level.OK, Cause.MEMORY_KEPT)
        return Finding(Level.WARN, Cause.MEMORY_SWAPPED)

    def _has_no_swap(self) -> bool:
        """The unit hides this file; then only the group tells."""
        lines = _read(self._proc / "swaps").splitlines()
        return len(lines) == 1

    def _may_not_swap(self) -> bool:
        group = _read(self._proc / "self" / "cgroup").strip().rpartition("::/")[2]
        return _read(self._cgroups / group / "memory.swap.max").strip() == "0"


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""
