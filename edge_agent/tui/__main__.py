"""`python -m edge_agent.tui [--socket PATH] [--reports FOLDER]`: the technician's screens, also over ssh."""

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
    parser.add_argument(
        "--reports", type=Path, default=Path.home(), metavar="FOLDER", help=words("usage.reports", default=Path.home())
    )
    options = parser.parse_args()
    TechnicianApp(options.socket, words, folder=options.reports).run()


if __name__ == "__main__":
    main()
