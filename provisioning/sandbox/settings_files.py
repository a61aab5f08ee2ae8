"""The settings files of a village's programs: what an operator would write by hand for a site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from protocol.village.systems import Systems

from .inputs.description import NAME as READER_NAME
from .inputs.description import PEN
from .jpki.hierarchy import GENERATIONS
from .jpki.names import Purpose
from .juki.way import JukiWay, extracts_folder
from .lamp.place import PRACTICE_LAMP
from .ports import Ports

TERMINAL = "counter-1"
TERMINAL_NUMBER = 1
JPKI = "jpki"
REVOCATIONS = "ca.crl"
EVERY_SYSTEM = Systems()
Table = Mapping[str, object]
AGENT_ENVIRONMENT = {
    "MALLOC_ARENA_MAX": "1",
    "SSL_CERT_FILE": "/dev/null",
    "SSL_CERT_DIR": "/dev/null",
    "PYTHONTZPATH": "/usr/share/zoneinfo",
}
"""What the unit of an installed agent sets, so that the practice agent is as small."""


def write_central(
    file: Path,
    *,
    home: Path,
    database_url: str,
    ports: Ports,
    juki: JukiWay = JukiWay.REST,
    systems: Systems = EVERY_SYSTEM,
) -> None:
    """Central's file; its broker and its 住基 are at the other ends of their cables, or 住基 behind a folder."""
    site = home / "site"
    _write(
        file,
        {
            "profile": "practice",
            "database": {"url": database_url},
            "broker": {
                "host": "127.0.0.1",
                "port": ports.centre_line,
                "ca_file": f"{site}/ca.crt",
                "certificate_file": f"{site}/central.crt",
                "key_file": f"{site}/central.key",
            },
            "keys": {
                "signing_file": f"{site}/central-signing.key",
                "sealing_files": [f"{site}/central-sealing.key"],
            },
            "enrolment": {
                "authority_file": f"{site}/ca.key",
                "crl_file": f"{site}/{REVOCATIONS}",
                "broker_host": "127.0.0.1",
                "broker_port": ports.broker,
                "port": ports.enrolment,
            },
            "web": {"port": ports.console, "origin": f"http://127.0.0.1:{ports.console}"},
            "residents": _residents(home, ports, juki),
            "systems": msgspec.to_builtins(systems),
            "identity": {
                "catalogue_file": f"{home}/catalogue.json",
                "authorities": dict(_authorities(home / JPKI, f"http://127.0.0.1:{ports.revocation}")),
            },
        },
    )


def _residents(home: Path, ports: Ports, juki: JukiWay) -> Table:
    if juki is not JukiWay.REST:
        return {"kind": "files", "folder": str(extracts_folder(home))}
    site = home / "site"
    return {
        "kind": "rest",
        "url": f"https://127.0.0.1:{ports.juki_line}",
        "ca_file": f"{site}/ca.crt",
        "certificate_file": f"{site}/central.crt",
        "key_file": f"{site}/central.key",
    }


def _authorities(hierarchy: Path, revocation: str) -> Iterator[tuple[str, Table]]:
    for generation in GENERATIONS:
        name = f"{Purpose.AUTH}-{generation}"
        yield (
            name,
            {
                "ca_file": f"{hierarchy}/{name}/ca.crt",
                "ocsp_url": f"{revocation}/ocsp",
                "crl_url": f"{revocation}/crl/{name}.crl",
            },
        )


def write_agent(file: Path, *, home: Path, socket: Path, ports: Ports, hours: Table, also: Mapping[str, Table]) -> None:
    """The terminal's file; its broker is at the other end of the counter's cable. `also` adds to its tables."""
    mine = home / "site" / "terminals" / TERMINAL
    tables: dict[str, Table] = {
        "terminal": {"id": TERMINAL, "number": TERMINAL_NUMBER},
        "central": {
            "host": "127.0.0.1",
            "port": ports.counter_line,
            "ca_file": f"{mine}/ca.crt",
            "certificate_file": f"{mine}/terminal.crt",
            "key_file": f"{mine}/terminal.key",
            "signing_files": [f"{mine}/central-signing.pub"],
            "sealing_file": f"{mine}/central-sealing.pub",
        },
        "outbox": {"file": f"{home}/outbox.db"},
        "kiosk": {"port": ports.kiosk, "token_file": f"{home}/kiosk.token", **hours},
        "local_api": {"socket": str(socket)},
        "devices": {
            "code_reader": {"driver": "evdev", "match": READER_NAME},
            "pen": {"driver": "evdev", "match": f"serial={PEN.serial}"},
            "signal_lamp": {"driver": PRACTICE_LAMP},
            "receipt_printer": {"driver": "network", "host": "127.0.0.1", "port": ports.receipt},
        },
    }
    merged = {
        name: {**tables.get(name, {}), **also.get(name, {})} for name in (*tables, *(also.keys() - tables.keys()))
    }
    _write(file, {"profile": "practice", **merged})


def _write(file: Path, settings: Table) -> None:
    file.write_text("\n".join(_toml(settings, ())) + "\n", encoding="utf-8")


def _toml(table: Table, path: tuple[str, ...]) -> Iterator[str]:
    if path:
        yield f"\n[{'.'.join(path)}]"
    for name, value in table.items():
        if not isinstance(value, Mapping):
            yield f"{name} = {msgspec.json.encode(value).decode()}"
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _toml(value, (*path, name))
