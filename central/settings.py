"""The settings of a central process: one TOML file, read once, frozen, every unknown key refused."""

from __future__ import annotations

import os
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import msgspec

from .errors import BadSettings

QUESTION_SECONDS = 4.0
"""How long a terminal waits for the answer to a question about a person."""


class Profile(StrEnum):
    """Whether this is a village at work or a village at practice."""

    PRACTICE = "practice"
    PRODUCTION = "production"


class Role(StrEnum):
    """What one process does; several may run together or apart."""

    WEB = "web"
    INBOX = "inbox"
    WORKER = "worker"


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
    """Where the console listens; `origin` is the address staff type, which cookies and forms are bound to.

    The two fonts tell which characters a PC of the town hall draws, and with which; no page brings a font along.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    origin: str = "http://127.0.0.1:8080"
    certificate_file: Path | None = None
    key_file: Path | None = None
    text_font: Path = Path("/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Regular.ttf")
    name_font: Path = Path("/usr/share/fonts/truetype/ipamj/ipamjm.ttf")


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


class ResidentsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where 住基 is (https) and with which certificate we come; nothing else is ever asked.

    A household is withheld for `withheld_seconds`, whatever the reason, and shown only when 住基 said it no longer
    than `oldest_minutes` ago.
    """

    url: str
    ca_file: Path
    certificate_file: Path
    key_file: Path
    deadline_seconds: float = 2.0
    probe_seconds: float = 10.0
    withheld_seconds: float = 2.5
    oldest_minutes: int = 30

    def __post_init__(self) -> None:
        if not self.url.startswith("https://"):
            raise ValueError("residents.url is not https")
        if not 0 < self.deadline_seconds < self.withheld_seconds:
            raise ValueError("residents.withheld_seconds is not above residents.deadline_seconds")


class AuthoritySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One generation of the 利用者証明用 authority, and where it says what is revoked ("": nowhere)."""

    ca_file: Path
    ocsp_url: str = ""
    crl_url: str = ""


class IdentitySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose cards are believed, how long each step may take, and how much a terminal may ask.

    Outcomes with causes that nobody may tell apart leave `hidden_seconds` after the proof arrived. `registry_seconds`
    is for both questions to 住基 about a card; `ocsp_seconds` runs beside it.
    """

    authorities: dict[str, AuthoritySettings]
    catalogue_file: Path
    policies: tuple[str, ...] = ("1.2.392.200149.8.5.1.3.30",)
    hidden_seconds: float = 2.5
    ocsp_seconds: float = 1.5
    registry_seconds: float = 2.0
    crl_seconds: float = 30.0
    crl_fetch_minutes: int = 60
    crl_oldest_hours: int = 24
    checks_per_hour: int = 60
    challenges_waiting: int = 100
    challenge_minutes: int = 5
    stock_size: int = 20
    stock_hours: int = 24

    def __post_init__(self) -> None:
        if not 0 < max(self.ocsp_seconds, self.registry_seconds) < self.hidden_seconds < QUESTION_SECONDS:
            raise ValueError("identity: ocsp_seconds and registry_seconds < hidden_seconds < 4 does not hold")


class CentralSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    profile: Profile
    database: DatabaseSettings
    broker: BrokerSettings
    keys: KeySettings
    web: WebSettings = WebSettings()
    inbox: InboxSettings = InboxSettings()
    operations: OperationsSettings = OperationsSettings()
    residents: ResidentsSettings | None = None
    identity: IdentitySettings | None = None
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
    broker, keys, web, residents = settings.broker, settings.keys, settings.web, settings.residents
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
            text_font=folder / web.text_font,
            name_font=folder / web.name_font,
        ),
        residents=residents and _residents_anchored(residents, folder),
        identity=settings.identity and _identity_anchored(settings.identity, folder),
    )


def _identity_anchored(identity: IdentitySettings, folder: Path) -> IdentitySettings:
    anchored = {
        name: msgspec.structs.replace(authority, ca_file=folder / authority.ca_file)
        for name, authority in identity.authorities.items()
    }
    return msgspec.structs.replace(identity, authorities=anchored, catalogue_file=folder / identity.catalogue_file)


def _residents_anchored(residents: ResidentsSettings, folder: Path) -> ResidentsSettings:
    return msgspec.structs.replace(
        residents,
        ca_file=folder / residents.ca_file,
        certificate_file=folder / residents.certificate_file,
        key_file=folder / residents.key_file,
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
