"""How much memory and time an agent takes that has nothing to do: python -m tests.perf.idle."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path

from edge_agent.local_api.client import Client
from provisioning.sandbox.ports import Ports
from provisioning.sandbox.village import Village, VillagePlan

PRINTER = "receipt-printer"
IDLE_MIB = 85.0
AFTER_A_SLIP_MIB = 90.0
BUSY_PERCENT = 1.0

_SETTLE_SECONDS = 10.0
_IDLE_SECONDS = 50.0
_AFTER_SECONDS = 5.0


def resident_mib(pid: int) -> float:
    """What of a process lies in memory now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 2**20


def processor_seconds(pid: int) -> float:
    """How long a process has worked in its life."""
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


async def _measure(directory: Path) -> None:
    async with Village(VillagePlan(directory, Ports.unused())) as village:
        await village.agent.stop()
        await village.agent.start()  # as every morning; the first start of its life also makes tables
        pid = village.agent.pid
        if pid is None:
            raise RuntimeError("the agent ended")
        await asyncio.sleep(_SETTLE_SECONDS)
        worked = processor_seconds(pid)
        await asyncio.sleep(_IDLE_SECONDS)
        _say("memory, nothing to do", await asyncio.to_thread(resident_mib, pid), IDLE_MIB, "MiB")
        worked = 100 * (processor_seconds(pid) - worked) / _IDLE_SECONDS
        _say("processor, nothing to do", worked, BUSY_PERCENT, "%")
        async with Client(village.agent_socket) as client:
            await client.self_test(PRINTER)
        await asyncio.sleep(_AFTER_SECONDS)
        _say("memory, after a slip", await asyncio.to_thread(resident_mib, pid), AFTER_A_SLIP_MIB, "MiB")


def _say(what: str, measured: float, limit: float, unit: str) -> None:
    sys.stdout.write(f"{what:30} {measured:8.1f} {unit:4} {measured / limit:8.2f} of the limit {limit:.0f}\n")


def main() -> None:
    """Print the measures; asserts nothing."""
    directory = Path(tempfile.mkdtemp(prefix="perf-"))
    try:
        asyncio.run(_measure(directory))
    finally:
        shutil.rmtree(directory)


if __name__ == "__main__":
    main()
