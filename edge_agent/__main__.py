"""`python -m edge_agent --settings FILE`: the program of one counter; `suggest`: what to write into that file."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path

from .ballast import leave_ballast
from .clock import SystemClock
from .errors import AgentError
from .settings import load_settings, redacted

SUGGEST = "suggest"


def main() -> None:
    """Run the agent; a promise that does not hold ends it with a sentence and status 1."""
    options = _options()
    if options.command == SUGGEST:
        _suggest()
        return
    leave_ballast()
    if not options.print_config:
        _enrol(options.settings)
    from .app import run

    try:
        settings = load_settings(options.settings)
        if options.print_config:
            sys.stdout.write(redacted(settings))
            return
        asyncio.run(_until_told(run(settings, clock=SystemClock())))
    except AgentError as error:
        sys.exit(f"edge_agent: {error.code}: {error}")


def _enrol(settings: Path) -> None:
    """Wait for the enrolment of a terminal whose settings name a folder that is not there yet."""
    from .unenrolled import unenrolled, until_enrolled

    here = unenrolled(settings)
    if here is not None:
        asyncio.run(_until_told(until_enrolled(here)))
        if unenrolled(settings) is not None:
            sys.exit(0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m edge_agent")
    parser.add_argument("command", nargs="?", choices=[SUGGEST], help="print settings for the devices plugged in")
    parser.add_argument("--settings", type=Path, metavar="FILE")
    parser.add_argument("--print-config", action="store_true", help="print the settings and stop")
    options = parser.parse_args()
    if options.command is None and options.settings is None:
        parser.error("the following arguments are required: --settings")
    return options


def _suggest() -> None:
    from .devices.suggestion import suggestions

    sys.stdout.write("\n".join(each.text for each in suggestions()))


async def _until_told(work: Coroutine[None, None, None]) -> None:
    """Run until the end or until systemd says SIGTERM, which is no failure."""
    task = asyncio.ensure_future(work)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()


if __name__ == "__main__":
    main()
