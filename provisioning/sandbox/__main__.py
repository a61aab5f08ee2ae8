"""`python -m provisioning.sandbox up|reset`: what `make demo` and `make demo-reset` run."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from protocol.village.systems import System, Systems

from .ending import run_until_ended
from .errors import SandboxError
from .juki.way import JukiWay
from .occupancy import Occupancy, Occupied
from .ports import Ports
from .settings_files import Table
from .site import forget
from .supervision import keep_running
from .village import Village, VillagePlan
from .welcome import already_running, taken, welcome


async def _up(plan: VillagePlan) -> None:
    """Run the village until somebody ends it, which cancels this."""
    began = time.monotonic()
    print("練習村を動かしています (starting the practice village)", flush=True)
    async with Village(plan) as village, asyncio.TaskGroup() as group:
        print(f"動き出しました (running after {time.monotonic() - began:.1f} s)\n\n{welcome(village)}", flush=True)
        for program in village.programs:
            group.create_task(keep_running(program))


def _agent(voice: Path | None) -> dict[str, Table]:
    """What the terminal is told beside the usual: where the spoken files are."""
    return {} if voice is None else {"kiosk": {"voice_folder": str(voice.resolve())}}


def _systems(off: Collection[System]) -> Systems:
    return Systems(**{system: system not in off for system in System})


def _say_ending() -> None:
    print("\n練習村を終わらせています (ending)", flush=True)


def _run_up(plan: VillagePlan) -> int:
    in_use = plan.ports.taken()
    if in_use:
        print(taken(in_use), file=sys.stderr)
        return 1
    try:
        run_until_ended(_up(plan), said=_say_ending)
        return 0
    except SandboxError as broken:
        print(broken, file=sys.stderr)
    except BaseExceptionGroup as broken:
        known, unknown = broken.split(SandboxError)
        if unknown is not None:
            raise
        print("\n".join(_each(known)), file=sys.stderr)
    return 1


def _each(broken: BaseExceptionGroup[BaseException] | None) -> Iterator[str]:
    for error in broken.exceptions if broken is not None else ():
        if isinstance(error, BaseExceptionGroup):
            yield from _each(error)
        else:
            yield str(error)


def main() -> int:
    """The exit code: 0 ended by hand or forgotten, 1 could not start."""
    parser = argparse.ArgumentParser(prog="python -m provisioning.sandbox")
    parser.add_argument("verb", choices=("up", "reset"))
    parser.add_argument("--directory", type=Path, default=Path(".village"))
    parser.add_argument("--ports", choices=("standard", "auto"), default="standard")
    parser.add_argument("--voice", type=Path, metavar="FOLDER", help="up: the files of `python -m provisioning.voice`")
    parser.add_argument("--juki", type=JukiWay, choices=list(JukiWay), default=JukiWay.REST, help="up: the way to 住基")
    parser.add_argument("--without", type=System, choices=list(System), action="append", default=[], help="up: is off")
    asked = parser.parse_args()
    try:
        with Occupancy(asked.directory):
            if asked.verb == "up":
                ports = Ports.unused() if asked.ports == "auto" else Ports()
                plan = VillagePlan(asked.directory, ports, _agent(asked.voice), asked.juki, _systems(asked.without))
                return _run_up(plan)
            forget(asked.directory)
            print("練習村を忘れました (forgotten)")
            return 0
    except Occupied as occupied:
        print(already_running(occupied.pid), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
