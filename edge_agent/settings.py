"""The settings of the agent: one TOML file, read once, frozen, every unknown key refused."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from protocol.identifiers import is_terminal_id
from protocol.village.opening import OpeningHours

from .errors import BadSettings

_REDACTED = "***"


class Profile(StrEnum):
    """Whether this is a counter at work or a counter at practice."""

    PRACTICE = "practice"
    PRODUCTION = "production"


class TerminalSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who this terminal is: its id (certificate CN) and the number before the dash of its reception numbers."""

    id: str
    number: Annotated[int, msgspec.Meta(ge=1, le=999)]

    def __post_init__(self) -> None:
        if not is_terminal_id(self.id):
            raise ValueError("id: 2 to 32 of a-z, 0-9 and -")


class CentralSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the broker is and the PEM files from enrolment. `key_file` is also the key that signs."""

    host: str
    ca_file: Path
    certificate_file: Path
    key_file: Path
    signing_files: tuple[Path, ...]
    sealing_file: Path
    port: int = 8883

    def __repr__(self) -> str:
        return f"CentralSettings(host={self.host!r}, port={self.port})"


class OutboxSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`reserve_mib`: with less free disk than this, no new visit is begun."""

    file: Path
    reserve_mib: int = 200


class KioskSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the resident's screens are served, loopback only, and when. `opening`: {"mon": [["08:30", "17:15"]]}.

    The browser is started with the token that stands in `token_file`; each token works once. `name_font` draws what
    `text_font`, the font of the screens, has not.
    """

    token_file: Path
    village: str
    opening: dict[str, tuple[tuple[str, str], ...]]
    closed_days: tuple[str, ...] = ()
    hosts: tuple[Literal["127.0.0.1", "::1"], ...] = ("127.0.0.1",)
    port: int = 8090
    idle_seconds: float = 60.0
    answer_seconds: float = 20.0
    text_font: Path = Path("/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Regular.ttf")
    name_font: Path = Path("/usr/share/fonts/truetype/ipamj/ipamjm.ttf")

    def __post_init__(self) -> None:
        OpeningHours.parse(self.opening, self.closed_days)

    @property
    def hours(self) -> OpeningHours:
        """The opening hours as a value."""
        return OpeningHours.parse(self.opening, self.closed_days)


class CardReaderSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`match`: part of the PC/SC name, to tell contactless slots apart."""

    driver: str = "pcsc"
    match: str = ""


class ReceiptPrinterSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`driver` none, usb or network. `host` and `port` of the network's; ids of 0: whichever printer is on USB.

    `font` and `bold_font` draw the slip.
    """

    driver: str = "none"
    host: str = ""
    port: int = 9100
    vendor_id: int = 0
    product_id: int = 0
    font: Path = Path("/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf")
    bold_font: Path = Path("/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Bold.ttf")


class CodeReaderSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`match`: part of the name of the input device, or its ids (`1eab:0022`), so that no other keyboard is taken."""

    driver: str = "none"
    match: str = ""

    def __post_init__(self) -> None:
        if self.driver != "none" and not self.match:
            raise ValueError("match: which input device is the reader")


class DevicesSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The devices at this counter."""

    card_reader: CardReaderSettings = CardReaderSettings()
    code_reader: CodeReaderSettings = CodeReaderSettings()
    receipt_printer: ReceiptPrinterSettings = ReceiptPrinterSettings()


class LocalApiSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The unix socket of the technician's API."""

    socket: Path = Path("/run/madoguchi/agent.sock")


class AgentSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    profile: Profile
    terminal: TerminalSettings
    central: CentralSettings
    outbox: OutboxSettings
    kiosk: KioskSettings
    devices: DevicesSettings = DevicesSettings()
    local_api: LocalApiSettings = LocalApiSettings()
    log_level: str = "INFO"


def load_settings(path: Path) -> AgentSettings:
    """Read a settings file; relative paths in it count from its own folder. Raises BadSettings."""
    try:
        settings = msgspec.toml.decode(path.read_bytes(), type=AgentSettings, dec_hook=_path)
    except OSError as error:
        raise BadSettings(f"{path}: {error.strerror}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path}: {error}") from error
    return _anchored(settings, path.resolve().parent)


def redacted(settings: AgentSettings) -> str:
    """The settings as TOML for people to read, without where the key lies."""
    shown = msgspec.to_builtins(settings, enc_hook=os.fspath)
    shown["central"]["key_file"] = _REDACTED
    return _toml(shown) + "\n"


def _anchored(settings: AgentSettings, folder: Path) -> AgentSettings:
    replace = msgspec.structs.replace
    central = settings.central
    return replace(
        settings,
        central=replace(
            central,
            ca_file=folder / central.ca_file,
            certificate_file=folder / central.certificate_file,
            key_file=folder / central.key_file,
            signing_files=tuple(folder / file for file in central.signing_files),
            sealing_file=folder / central.sealing_file,
        ),
        outbox=replace(settings.outbox, file=folder / settings.outbox.file),
        kiosk=replace(
            settings.kiosk,
            token_file=folder / settings.kiosk.token_file,
            text_font=folder / settings.kiosk.text_font,
            name_font=folder / settings.kiosk.name_font,
        ),
        devices=_anchored_devices(settings.devices, folder),
        local_api=replace(settings.local_api, socket=folder / settings.local_api.socket),
    )


def _anchored_devices(devices: DevicesSettings, folder: Path) -> DevicesSettings:
    replace, printer = msgspec.structs.replace, devices.receipt_printer
    fonts = replace(printer, font=folder / printer.font, bold_font=folder / printer.bold_font)
    return replace(devices, receipt_printer=fonts)


def _path(kind: type, value: object) -> Path:
    if kind is not Path or not isinstance(value, str):
        raise NotImplementedError
    return Path(value)


def _toml(table: dict[str, object], path: str = "") -> str:
    plain = [f"{key} = {msgspec.json.encode(value).decode()}" for key, value in table.items() if not _is_table(value)]
    nested = [
        f"\n[{path}{key}]\n{_toml(value, f'{path}{key}.')}" for key, value in table.items() if isinstance(value, dict)
    ]
    return "\n".join(plain + nested)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)
