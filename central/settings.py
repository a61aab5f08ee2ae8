"""The settings of a central process: one TOML file, read once, frozen, every unknown key refused."""

from __future__ import annotations

import os
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlsplit, urlunsplit

import msgspec

from protocol.systemd import path_in_settings
from protocol.village.systems import Systems

from .errors import BadSettings
from .residents_settings import FileResidentsSettings, ResidentsSettings, RestResidentsSettings

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
    ENROLMENT = "enrolment"


class DatabaseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`url` is postgresql://user:password@host:port/name; `?host=/run/postgresql` for a unix socket.

    What stands in `password_file` becomes the password of `url`.
    """

    url: str
    connections: int = 8
    password_file: Path | None = None

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


class StaffSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`second_factor` are the roles that need one; left out: all of them, in a practice village none."""

    second_factor: tuple[str, ...] | None = None


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


class EnrolmentSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where terminals are enrolled: only the role that has this holds the site's authority.

    `authority_file` is ca.key; ca.crt and central's two public keys lie beside it. The broker reads `crl_file`.
    `host` is where the endpoint listens while a code is open, `names` how counters call it; `broker_host` and
    `broker_port` are what a new terminal is told.
    """

    authority_file: Path
    crl_file: Path
    broker_host: str
    broker_port: int = 8883
    host: str = "127.0.0.1"
    port: int = 8884
    names: tuple[str, ...] = ()
    certificate_days: Annotated[int, msgspec.Meta(ge=1, le=3660)] = 730

    @property
    def authority(self) -> Path:
        return self.authority_file.parent


class CentralSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    profile: Profile
    database: DatabaseSettings
    broker: BrokerSettings
    keys: KeySettings
    web: WebSettings = WebSettings()
    staff: StaffSettings = StaffSettings()
    inbox: InboxSettings = InboxSettings()
    operations: OperationsSettings = OperationsSettings()
    residents: RestResidentsSettings | FileResidentsSettings | None = None
    identity: IdentitySettings | None = None
    enrolment: EnrolmentSettings | None = None
    systems: Systems = Systems()
    log_level: str = "INFO"


def load_settings(path: Path) -> CentralSettings:
    """Read a settings file; relative paths in it count from its own folder. Raises BadSettings."""
    try:
        settings = msgspec.toml.decode(path.read_bytes(), type=CentralSettings, dec_hook=_path)
    except OSError as error:
        raise BadSettings(f"{path}: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise BadSettings(f"{path}: {error}") from error
    return _with_password(_anchored(settings, path.resolve().parent))


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


def _with_password(settings: CentralSettings) -> CentralSettings:
    database = settings.database
    if database.password_file is None:
        return settings
    parts = urlsplit(database.url)
    try:
        password = quote(database.password_file.read_text(encoding="utf-8").strip(), safe="")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{database.password_file}: no password can be read there") from error
    place = parts.netloc.rpartition("@")[2]
    url = urlunsplit(parts._replace(netloc=f"{parts.username or ''}:{password}@{place}"))
    return msgspec.structs.replace(settings, database=msgspec.structs.replace(database, url=url))


def _anchored(settings: CentralSettings, folder: Path) -> CentralSettings:
    broker, keys, web, residents = settings.broker, settings.keys, settings.web, settings.residents
    password_file = settings.database.password_file
    return msgspec.structs.replace(
        settings,
        database=msgspec.structs.replace(settings.database, password_file=password_file and folder / password_file),
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
        enrolment=settings.enrolment and _enrolment_anchored(settings.enrolment, folder),
    )


def _identity_anchored(identity: IdentitySettings, folder: Path) -> IdentitySettings:
    anchored = {
        name: msgspec.structs.replace(authority, ca_file=folder / authority.ca_file)
        for name, authority in identity.authorities.items()
    }
    return msgspec.structs.replace(identity, authorities=anchored, catalogue_file=folder / identity.catalogue_file)


def _enrolment_anchored(enrolment: EnrolmentSettings, folder: Path) -> EnrolmentSettings:
    return msgspec.structs.replace(
        enrolment, authority_file=folder / enrolment.authority_file, crl_file=folder / enrolment.crl_file
    )


def _residents_anchored(residents: ResidentsSettings, folder: Path) -> ResidentsSettings:
    if isinstance(residents, FileResidentsSettings):
        return msgspec.structs.replace(residents, folder=folder / residents.folder)
    return msgspec.structs.replace(
        residents,
        ca_file=folder / residents.ca_file,
        certificate_file=folder / residents.certificate_file,
        key_file=folder / residents.key_file,
    )


def _path(kind: type, value: object) -> Path:
    if kind is not Path or not isinstance(value, str):
        raise NotImplementedError
    return path_in_settings(value)


def _toml(table: dict[str, object], name: str = "") -> str:
    given = {key: value for key, value in table.items() if value is not None}
    lines = [f"\n[{name}]"] if name else []
    lines += [f"{key} = {_toml_value(value)}" for key, value in given.items() if not isinstance(value, dict)]
    inner = {f"{name}.{key}" if name else key: value for key, value in given.items() if isinstance(value, dict)}
    return "\n".join([*lines, *(_toml(value, path) for path, value in inner.items())])


def _toml_value(value: object) -> str:
    return msgspec.json.encode(value).decode()
