"""`python -m provisioning.sandbox.juki`: runs the stand-in until a signal."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from protocol.village.opening import JAPAN

from ..clock import PracticeClock
from ..ending import run_until_ended
from ..people.village import load_village
from .extracts.writer import Encoding
from .server import ExtractSettings, JukiServer, JukiSettings


def main() -> None:
    """Read the arguments and serve."""
    given = _arguments().parse_args()
    settings = JukiSettings(
        site=given.site,
        file=given.directory / "juki.json",
        links_file=given.directory / "links.json",
        port=given.port,
        page_port=given.page_port,
        extracts=ExtractSettings(given.extracts, given.encoding) if given.extracts else None,
    )
    with PracticeClock(given.clock) as clock:
        run_until_ended(_serve(settings, clock))


async def _serve(settings: JukiSettings, clock: PracticeClock) -> None:
    village = await asyncio.to_thread(load_village, clock.now().astimezone(JAPAN).date())
    async with JukiServer(settings, village, clock) as server:
        await server.run()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, required=True, help="the site's directory, with juki.crt and juki.key")
    parser.add_argument("--directory", type=Path, required=True, help="where juki.json and links.json are")
    parser.add_argument("--clock", type=Path, required=True, help="the practice clock's file")
    parser.add_argument("--port", type=int, required=True, help="REST, mutual TLS")
    parser.add_argument("--page-port", type=int, required=True, help="the page, plain http")
    parser.add_argument("--extracts", type=Path, help="the folder extracts are written into; none without it")
    parser.add_argument("--encoding", type=Encoding, choices=list(Encoding), default=Encoding.UTF_8, help="of extracts")
    return parser


if __name__ == "__main__":
    main()
