"""The settings files of a village's programs: what an operator would write by hand for a site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from .ports import Ports

TERMINAL = "counter-1"
TERMINAL_NUMBER = 1
Table = Mapping[str, object]


def write_central(file: Path, *, site: Path, database_url: str, ports: Ports) -> None:
    """Central's file; its broker is at the other end of the data centre's cable."""
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
            "web": {"port": ports.console, "origin": f"http://127.0.0.1:{ports.console}"},
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
