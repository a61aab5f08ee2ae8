"""Starts the agent with the practice clock and lamp: what no installed agent can do."""

from __future__ import annotations

import sys
from pathlib import Path

from edge_agent.ballast import leave_ballast
from edge_agent.settings import load_settings

from .clock import PracticeClock
from .ending import run_until_ended


def main() -> None:
    """`SETTINGS CLOCK LAMP`."""
    settings_file, clock_file, lamp = sys.argv[1:]
    leave_ballast()
    from edge_agent.app import run

    from .lamp.driver import with_lamp

    with PracticeClock(Path(clock_file)) as clock:
        run_until_ended(run(load_settings(Path(settings_file)), clock=clock, catalog=with_lamp(Path(lamp))))


if __name__ == "__main__":
    main()
