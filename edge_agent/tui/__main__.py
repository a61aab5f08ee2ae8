"""`python -m edge_agent.tui [--socket PATH]`: the technician's screens, beside the terminal or over ssh."""

from __future__ import annotations

import argparse
from pathlib import Path

from .technician import TechnicianApp
from .words import read_words

DEFAULT_SOCKET = Path("/run/madoguchi/agent.sock")


def main() -> None:
    """Show the screens until the technician leaves them."""
    words = read_words()
    parser = argparse.ArgumentParser(prog="python -m edge_agent.tui", description=words("title"))
    parser.add_argument(
        "--socket",
        type=Path,
        default=DEFAULT_SOCKET,
        metavar="PATH",
        help=words("usage.socket", default=DEFAULT_SOCKET),
    )
    TechnicianApp(parser.parse_args().socket, words).run()


if __name__ == "__main__":
    main()
