"""The settings of the agent: one TOML file, read once, frozen, every unknown key refused."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from protocol.identifiers import is_terminal_id
from protocol.systemd import path_in_settings
from protocol.village.opening import OpeningHours
from protocol.village.systems import Systems

from .errors import BadSettings

_REDACTED = "***"
_ENROLLED = "terminal.toml"
_STAND_IN = "not-enrolled"
_NOT_ENROLLED: dict[str, object] = {
    "terminal": {"id": _STAND_IN, "number": 1},
    "central": {
        "host": _STAND_IN, "ca_file": _STAND_IN, "certificate_file": _STAND_IN, "key_file": _STAND_IN,
        "signing_files": [_STAND_IN], "sealing_file": _STAND_IN,
    },
}  # fmt: skip


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
    `text_font`, the font of the screens, has not. Without a `voice_folder` no screen is read aloud.
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
    voice_folder: Path | None = None

    def __post_init__(self) -> None:
        OpeningHours.parse(self.opening, self.closed_days)

    @property
    def hours(self) -> OpeningHours:
        """The opening hours as a value."""
        return OpeningHours.parse(self.opening, self.closed_days)


class CardReaderSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`driver` pcsc, for the staff's also none. `match`: part of the PC/SC name, which has the reader's serial number
    in brackets if it has one: tells readers apart, and the contactless slot of one.
    """

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
    """`driver` none, evdev (it types) or serial (CDC-ACM). `match`: which device it is, so that no other is taken.

    A match is `serial=` or `port=` and the device's own (as `python -m edge_agent suggest` prints them), its ids
    (`1eab:0022`), or a part of its name.
    """

    driver: str = "none"
    match: str = ""

    def __post_init__(self) -> None:
        if self.driver != "none" and not self.match:
            raise ValueError("match: which input device is the reader")


class PenSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`driver` none or evdev. `match`: which tablet it is, as with the code reader."""

    driver: str = "none"
    match: str = ""

    def __post_init__(self) -> None:
        if self.driver != "none" and not self.match:
            raise ValueError("match: which input device is the tablet")


class SignalLampSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`driver` none or ne-usb (PATLITE NE-USB). `match`: `serial=`, `port=` or "", whichever is there."""

    driver: str = "none"
    match: str = ""


class DevicesSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The devices at this counter. A card on `staff_card_reader` is no visit's; the other takes no card there."""

    card_reader: CardReaderSettings = CardReaderSettings()
    staff_card_reader: CardReaderSettings = CardReaderSettings(driver="none")
    code_reader: CodeReaderSettings = CodeReaderSettings()
    receipt_printer: ReceiptPrinterSettings = ReceiptPrinterSettings()
    pen: PenSettings = PenSettings()
    signal_lamp: SignalLampSettings = SignalLampSettings()

    def __post_init__(self) -> None:
        visits, staffs = self.card_reader.match, self.staff_card_reader.match
        is_clear = visits and staffs and visits not in staffs and staffs not in visits
        if self.staff_card_reader.driver != "none" and not is_clear:
            raise ValueError("card_reader.match and staff_card_reader.match: which reader is whose")


class LocalApiSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The unix socket of the technician's API."""

    socket: Path = Path("/run/madoguchi/agent.sock")


class HealthSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a check warns and when it raises an alarm; temperatures in °C, `screen_seconds` without a sign of life."""

    every_seconds: float = 30.0
    disk_warn_days: int = 30
    disk_alarm_days: int = 7
    certificate_warn_days: int = 30
    certificate_alarm_days: int = 7
    outbox_warn_minutes: int = 10
    outbox_alarm_minutes: int = 60
    temperature_warn: int = 70
    temperature_alarm: int = 80
    screen_seconds: float = 120.0


class AgentSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. Instead of `terminal` and `central` it may say `enrolled`: the folder that enrolment filled."""

    profile: Profile
    terminal: TerminalSettings
    central: CentralSettings
    outbox: OutboxSettings
    kiosk: KioskSettings
    devices: DevicesSettings = DevicesSettings()
    local_api: LocalApiSettings = LocalApiSettings()
    health: HealthSettings = HealthSettings()
    systems: Systems = Systems()
    log_level: str = "INFO"


class CounterDevices(msgspec.Struct, frozen=True):
    """What a settings file says of the devices; nothing else of it is read, so no key need be there."""

    devices: DevicesSettings = DevicesSettings()
    local_api: LocalApiSettings = LocalApiSettings()
    log_level: str = "INFO"


def load_devices(path: Path) -> CounterDevices:
    """Read what a settings file says of the devices, as `load_settings` would. Raises BadSettings."""
    try:
        read = msgspec.convert(msgspec.toml.decode(path.read_bytes()), type=CounterDevices, dec_hook=_path)
    except OSError as error:
        raise BadSettings(f"{path}: {error.strerror}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path}: {error}") from error
    folder, replace = path.resolve().parent, msgspec.structs.replace
    socket = replace(read.local_api, socket=folder / read.local_api.socket)
    return replace(read, devices=_anchored_devices(read.devices, folder), local_api=socket)


def load_settings(path: Path, *, before_enrolment: bool = False) -> AgentSettings:
    """Read a settings file; relative paths in it count from its own folder. Raises BadSettings.

    `before_enrolment`: with a stand-in for what enrolment has not given yet, only to see whether the rest is right.
    """
    try:
        settings = msgspec.convert(_tables(path, before_enrolment), type=AgentSettings, dec_hook=_path)
    except OSError as error:
        raise BadSettings(f"{error.filename or path}: {error.strerror}") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path}: {error}") from error
    return _anchored(settings, path.resolve().parent)


def _tables(path: Path, before_enrolment: bool) -> dict[str, object]:
    tables: dict[str, object] = msgspec.toml.decode(path.read_bytes(), type=dict[str, object])
    enrolled = tables.get("enrolled")
    if not isinstance(enrolled, str):
        return tables
    del tables["enrolled"]
    folder = path.resolve().parent / path_in_settings(enrolled)
    if before_enrolment and not (folder / _ENROLLED).exists():
        return {**_NOT_ENROLLED, **tables}
    given = msgspec.toml.decode((folder / _ENROLLED).read_bytes(), type=dict[str, dict[str, object]])
    central = given.get("central", {})
    central |= {name: _inside(folder, value) for name, value in central.items() if "_file" in name}
    return {**given, "central": central, **tables}


def _inside(folder: Path, files: object) -> object:
    return [str(folder / str(file)) for file in files] if isinstance(files, list) else str(folder / str(files))


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
            voice_folder=None if settings.kiosk.voice_folder is None else folder / settings.kiosk.voice_folder,
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
    return path_in_settings(value)


def _toml(table: dict[str, object], path: str = "") -> str:
    plain = [
        f"{key} = {msgspec.json.encode(value).decode()}"
        for key, value in table.items()
        if not _is_table(value) and value is not None
    ]
    nested = [
        f"\n[{path}{key}]\n{_toml(value, f'{path}{key}.')}" for key, value in table.items() if isinstance(value, dict)
    ]
    return "\n".join(plain + nested)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)
