"""`python -m edge_agent --settings FILE`: the program of one counter."""

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


def main() -> None:
    """Run the agent; a promise that does not hold ends it with a sentence and status 1."""
    options = _options()
    leave_ballast()
    from .app import run

    try:
        settings = load_settings(options.settings)
        if options.print_config:
            sys.stdout.write(redacted(settings))
            return
        asyncio.run(_until_told(run(settings, clock=SystemClock())))
    except AgentError as error:
        sys.exit(f"edge_agent: {error.code}: {error}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m edge_agent")
    parser.add_argument("--settings", type=Path, required=True, metavar="FILE")
    parser.add_argument("--print-config", action="store_true", help="print the settings and stop")
    return parser.parse_args()


async def _until_told(work: Coroutine[None, None, None]) -> None:
    """Run until the end or until systemd says SIGTERM, which is no failure."""
    task = asyncio.ensure_future(work)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()


if __name__ == "__main__":
    main()
