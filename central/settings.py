"""The settings of a central process: one TOML file, read once, frozen, every unknown key refused."""

from __future__ import annotations

import os
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import msgspec

from .errors import BadSettings


class Profile(StrEnum):
    """Whether this is a village at work or a village at practice."""

    PRACTICE = "practice"
    PRODUCTION = "production"


class Role(StrEnum):
    """What one process does; several may run together or apart."""

    WEB = "web"
    INBOX = "inbox"


class DatabaseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`url` is postgresql://user:password@host:port/name; `?host=/run/postgresql` for a unix socket."""

    url: str
    connections: int = 8

    def __repr__(self) -> str:
        return f"DatabaseSettings(url={redacted_url(self.url)!r}, connections={self.connections})"


class BrokerSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the broker is and with which certificate (CN=central) we come."""

    host: str
    ca_file: Path
    certificate_file: Path
    key_file: Path
    port: int = 8883


class KeySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """PEM files: the Ed25519 key that signs, and every X25519 key that anything stored still names, newest first."""

    signing_file: Path
    sealing_files: tuple[Path, ...]


class WebSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the console listens; `origin` is the address staff type, which cookies and forms are bound to."""

    host: str = "127.0.0.1"
    port: int = 8080
    origin: str = "http://127.0.0.1:8080"
    certificate_file: Path | None = None
    key_file: Path | None = None


class OperationsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where machines ask for health and numbers: a port for each role, as roles may run apart (none: off)."""

    host: str = "127.0.0.1"
    ports: dict[Role, int] = {}

    def port_of(self, roles: Collection[Role]) -> int | None:
        """The port of a process with these roles."""
        return next((self.ports[role] for role in Role if role in roles and role in self.ports), None)


class InboxSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`workers` batches are stored at once; a missing event that holds a stream longer than this is an alarm."""

    workers: int = 4
    gap_alarm_seconds: int = 60


class CentralSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    profile: Profile
    database: DatabaseSettings
    broker: BrokerSettings
    keys: KeySettings
    web: WebSettings = WebSettings()
    inbox: InboxSettings = InboxSettings()
    operations: OperationsSettings = OperationsSettings()
    log_level: str = "INFO"


def load_settings(path: Path) -> CentralSettings:
    """Read a settings file; relative paths in it count from its own folder. Raises BadSettings."""
    try:
        settings = msgspec.toml.decode(path.read_bytes(), type=CentralSettings, dec_hook=_path)
    except OSError as error:
        raise BadSettings(f"{path}: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise BadSettings(f"{path}: {error}") from error
    return _anchored(settings, path.resolve().parent)


def redacted(settings: CentralSettings) -> str:
    """The settings as TOML for people to read, without any password."""
    shown = msgspec.structs.replace(
        settings, database=msgspec.structs.replace(settings.database, url=redacted_url(settings.database.url))
    )
    builtins = msgspec.to_builtins(shown, enc_hook=os.fspath)
    return _toml(builtins)


def redacted_url(url: str) -> str:
    """A database URL without its password."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    netloc = parts.netloc.replace(f":{parts.password}@", ":***@")
    return urlunsplit(parts._replace(netloc=netloc))


def _anchored(settings: CentralSettings, folder: Path) -> CentralSettings:
    broker, keys, web = settings.broker, settings.keys, settings.web
    return msgspec.structs.replace(
        settings,
        broker=msgspec.structs.replace(
            broker,
            ca_file=folder / broker.ca_file,
            certificate_file=folder / broker.certificate_file,
            key_file=folder / broker.key_file,
        ),
        keys=msgspec.structs.replace(
            keys,
            signing_file=folder / keys.signing_file,
            sealing_files=tuple(folder / file for file in keys.sealing_files),
        ),
        web=msgspec.structs.replace(
            web,
            certificate_file=web.certificate_file and folder / web.certificate_file,
            key_file=web.key_file and folder / web.key_file,
        ),
    )


def _path(kind: type, value: object) -> Path:
    if kind is not Path or not isinstance(value, str):
        raise NotImplementedError
    return Path(value)


def _toml(table: dict[str, object], name: str = "") -> str:
    given = {key: value for key, value in table.items() if value is not None}
    lines = [f"\n[{name}]"] if name else []
    lines += [f"{key} = {_toml_value(value)}" for key, value in given.items() if not isinstance(value, dict)]
    inner = {f"{name}.{key}" if name else key: value for key, value in given.items() if isinstance(value, dict)}
    return "\n".join([*lines, *(_toml(value, path) for path, value in inner.items())])


def _toml_value(value: object) -> str:
    return msgspec.json.encode(value).decode()
