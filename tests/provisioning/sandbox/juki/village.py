"""A stand-in that listens, with certificates of an authority made for it, for tests of both of its ends."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from central.clock import Clock
from central.residents_settings import RestResidentsSettings
from provisioning.authority import create_site, issue_server
from provisioning.sandbox.juki.extracts.writer import Encoding
from provisioning.sandbox.juki.faults import Faults
from provisioning.sandbox.juki.links import Link, write_links
from provisioning.sandbox.juki.server import ExtractSettings, JukiServer, JukiSettings
from provisioning.sandbox.people.village import load_village

TODAY = date(2026, 4, 1)
VILLAGE = load_village(TODAY)
CA = "5a" * 20


def atena_no(key: str) -> str:
    """The number of an invented person."""
    return VILLAGE.holder(key).atena_no


def serial(key: str) -> int:
    """The serial of the certificate that tests give this person."""
    return 0x07000000 | VILLAGE.holder(key).index


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port: int = holder.getsockname()[1]
        return port


def make_site(directory: Path, clock: Clock) -> Path:
    """A site with a certificate for 住基."""
    create_site(directory, clock.now(), practice=True)
    issue_server(directory, "juki")
    return directory


def juki_settings(
    site: Path, directory: Path, *, extracts: Path | None = None, encoding: Encoding = Encoding.UTF_8
) -> JukiSettings:
    """Where the stand-in keeps its files and listens; everybody with a card is linked but who is not yet."""
    directory.mkdir(exist_ok=True)
    cards = {card.holder: card.is_linked for card in VILLAGE.cards}
    links = (Link(CA, serial(key), atena_no(key), is_linked) for key, is_linked in cards.items())
    write_links(directory / "links.json", links)
    by_files = ExtractSettings(extracts, encoding) if extracts else None
    files = (directory / "juki.json", directory / "links.json")
    return JukiSettings(site, *files, free_port(), free_port(), extracts=by_files)


def residents_settings(site: Path, port: int, deadline_seconds: float = 2.0) -> RestResidentsSettings:
    """How central reaches it."""
    return RestResidentsSettings(
        url=f"https://127.0.0.1:{port}",
        ca_file=site / "ca.crt",
        certificate_file=site / "central.crt",
        key_file=site / "central.key",
        deadline_seconds=deadline_seconds,
    )


@asynccontextmanager
async def running_juki(settings: JukiSettings, clock: Clock) -> AsyncIterator[JukiServer]:
    """The stand-in, serving."""
    async with JukiServer(settings, VILLAGE, clock, faults=Faults(slow_seconds=5.0)) as server:
        yield server
