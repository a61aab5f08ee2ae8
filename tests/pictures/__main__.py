"""`python -m tests.pictures [--into FOLDER]`: play the stories of the manuals and draw their pictures anew."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from .album import FOLDER, Album
from .stories import play


def main() -> None:
    """Draw every picture; what is in the folder under another name goes away."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures")
    parser.add_argument("--into", type=Path, default=FOLDER, metavar="FOLDER")
    folder: Path = parser.parse_args().into
    album = Album(folder)
    asyncio.run(play(album))
    for left in folder.glob("*.png"):
        if left.stem not in album.names:
            left.unlink()
    sys.stdout.write(f"{len(album.names)} pictures in {folder}\n")


if __name__ == "__main__":
    main()
