"""`python -m edge_agent --settings FILE`: the program of one counter; also `suggest` and `record`, for technicians."""

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
from .log import configure_log
from .settings import load_devices, load_settings, redacted

SUGGEST, RECORD = "suggest", "record"


def main() -> None:
    """Run the agent; a promise that does not hold ends it with a sentence and status 1."""
    options = _options()
    if options.command == SUGGEST:
        _suggest()
        return
    if options.command == RECORD:
        _record(options)
        return
    leave_ballast()
    try:
        if options.print_config:
            sys.stdout.write(redacted(load_settings(options.settings, before_enrolment=True)))
            return
        _enrol(options.settings)
        from .app import run

        asyncio.run(_until_told(run(load_settings(options.settings), clock=SystemClock())))
    except AgentError as error:
        sys.exit(f"edge_agent: {error.code}: {error}")


def _enrol(settings: Path) -> None:
    """Wait for the enrolment of a terminal whose settings name a folder that is not there yet. Raises BadSettings."""
    from .unenrolled import unenrolled, until_enrolled

    here = unenrolled(settings)
    if here is not None:
        load_settings(settings, before_enrolment=True)
        asyncio.run(_until_told(until_enrolled(here)))
        if unenrolled(settings) is not None:
            sys.exit(0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m edge_agent")
    parser.add_argument(
        "command",
        nargs="?",
        choices=[SUGGEST, RECORD],
        help="suggest: print settings for the devices plugged in; record: write down what the devices do, redacted",
    )
    parser.add_argument("--settings", type=Path, metavar="FILE")
    parser.add_argument("--print-config", action="store_true", help="print the settings and stop")
    recording = parser.add_argument_group("record")
    recording.add_argument("--to", type=Path, metavar="FILE", help="a file that is not there yet")
    recording.add_argument("--device", default="", metavar="NAME", help="this one only, as in code-reader")
    recording.add_argument("--seconds", type=float, metavar="SECONDS", help="for so long; otherwise until Ctrl-C")
    options = parser.parse_args()
    needed = {None: ("settings",), SUGGEST: (), RECORD: ("settings", "to")}[options.command]
    lacking = [f"--{name}" for name in needed if getattr(options, name) is None]
    if lacking:
        parser.error(f"the following arguments are required: {', '.join(lacking)}")
    return options


def _suggest() -> None:
    from .devices.suggestion import suggestions

    sys.stdout.write("\n".join(each.text for each in suggestions()))


def _record(options: argparse.Namespace) -> None:
    """Record until the time is over, SIGTERM or Ctrl-C; what is in the way ends it with a sentence and status 1."""
    from .recording.session import Wanted, record

    wanted = Wanted(options.to, options.device, options.seconds)
    try:
        counter = load_devices(options.settings)
        configure_log(counter.log_level)
        recording = record(counter, wanted, clock=SystemClock())
        asyncio.run(_until_told(recording, signal.SIGTERM, signal.SIGINT))
    except AgentError as error:
        sys.exit(f"edge_agent: {error.code}: {error}")


async def _until_told(work: Coroutine[None, None, None], *ends: signal.Signals) -> None:
    """Run until the end or until one of `ends` comes (none given: SIGTERM), which is no failure."""
    task = asyncio.ensure_future(work)
    for end in ends or (signal.SIGTERM,):
        asyncio.get_running_loop().add_signal_handler(end, task.cancel)
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()


if __name__ == "__main__":
    main()
