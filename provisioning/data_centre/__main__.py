"""`python -m provisioning.data_centre NAME...`: keys and broker of the machine in the data centre, each made once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..clock import now
from ..errors import ProvisioningError
from .layout import Layout, make_data_centre


def main() -> None:
    """As root; a promise that does not hold ends it with a sentence and status 1."""
    parser = argparse.ArgumentParser(prog="python -m provisioning.data_centre")
    parser.add_argument("names", nargs="+", metavar="NAME", help="names and addresses by which counters reach it")
    parser.add_argument("--root", type=Path, default=Path("/"), help="below another folder than /")
    parser.add_argument("--practice", action="store_true", help="an authority that no program at work accepts")
    options = parser.parse_args()
    try:
        made = make_data_centre(Layout(options.root), now(), tuple(options.names), practice=options.practice)
    except (ProvisioningError, OSError) as error:
        sys.exit(f"data_centre: {error}")
    sys.stdout.write("made\n" if made else "already there\n")


if __name__ == "__main__":
    main()
