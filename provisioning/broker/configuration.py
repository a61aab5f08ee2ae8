"""mosquitto's configuration and access list for one site, written into a directory of the broker's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from protocol.wire import topics

from ..errors import BadBrokerSettings

_LARGEST_PACKET = 1024 * 1024


@dataclass(frozen=True)
class BrokerSettings:
    """`site` holds ca.crt, broker.crt, broker.key; `directory` gets the configuration and the broker's own files.

    Started by root, mosquitto becomes `user` before it reads them; empty: it stays who started it (not root).
    """

    site: Path
    directory: Path
    port: int = 8883
    address: str = "127.0.0.1"
    autosave_seconds: int = 5
    crl_file: Path | None = None
    user: str = ""


def write_configuration(settings: BrokerSettings) -> Path:
    """Write `mosquitto.conf`, `acl` and the empty store, and return the path to start mosquitto with."""
    store = settings.directory / "store"
    store.mkdir(parents=True, exist_ok=True, mode=0o700)
    access = settings.directory / "acl"
    access.write_text(access_list(), encoding="utf-8")
    configuration = settings.directory / "mosquitto.conf"
    configuration.write_text(configuration_text(settings, access, store), encoding="utf-8")
    return configuration


def configuration_text(settings: BrokerSettings, access: Path, store: Path) -> str:
    """The text of `mosquitto.conf`. Raises BadBrokerSettings for a value that would begin another line."""
    lines = [*_listener(settings), *_identity(settings, access), *_persistence(settings, store), *_limits()]
    if settings.user:
        lines.append(f"user {settings.user}")
    if any(not line.isprintable() for line in lines):
        raise BadBrokerSettings
    return "\n".join(lines) + "\n"


def access_list() -> str:
    """Central: everything under madoguchi/v1. A terminal: writes its up, reads its down and central's word to all."""
    return "\n".join(
        [
            "user central",
            "topic readwrite madoguchi/v1/#",
            "",
            f"pattern write {topics.events('%u').removesuffix('/events')}/#",
            f"pattern read {topics.receipts('%u').removesuffix('/receipts')}/#",
            f"pattern read {topics.CENTRAL_STATE}",
            f"pattern read {topics.CATALOGUE}",
            "",
        ]
    )


def _listener(settings: BrokerSettings) -> list[str]:
    return [
        "per_listener_settings false",
        f"listener {settings.port} {settings.address}",
        f"cafile {settings.site / 'ca.crt'}",
        f"certfile {settings.site / 'broker.crt'}",
        f"keyfile {settings.site / 'broker.key'}",
        "tls_version tlsv1.3",
        "set_tcp_nodelay true",
    ]


def _identity(settings: BrokerSettings, access: Path) -> list[str]:
    lines = [
        "allow_anonymous false",
        "require_certificate true",
        "use_identity_as_username true",
        f"acl_file {access}",
    ]
    return lines if settings.crl_file is None else [*lines, f"crlfile {settings.crl_file}"]


def _persistence(settings: BrokerSettings, store: Path) -> list[str]:
    return [
        "persistence true",
        f"persistence_location {store}/",
        "autosave_on_changes false",
        f"autosave_interval {settings.autosave_seconds}",
        "persistent_client_expiration 2d",
    ]


def _limits() -> list[str]:
    return [
        f"max_packet_size {_LARGEST_PACKET}",
        "max_inflight_messages 100",
        "max_queued_messages 1000",
        "allow_zero_length_clientid false",
        "log_dest stderr",
        "log_type error",
        "log_type warning",
        "log_type notice",
        "connection_messages true",
    ]
