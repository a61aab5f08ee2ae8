"""What 住基 says of people: the canonical record that every adapter returns; no value of it shows itself in a log."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from protocol.wire.messages.residents import Sex

from .numbers import is_registry_number
from .relation import MOST_JOINTS, Joint

AwareTime = Annotated[datetime, msgspec.Meta(tz=True)]


class Private(msgspec.Struct, frozen=True):
    """Something about a person: its repr is its kind and nothing else."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class Kind(StrEnum):
    """住民種別."""

    JAPANESE = "1"
    FOREIGN = "2"


class Standing(StrEnum):
    """住民状態; everything but RESIDENT is 除票."""

    RESIDENT = "1"
    MOVED_OUT = "2"
    DECEASED = "3"
    OTHER = "9"


class Preferred(StrEnum):
    """氏名優先区分: the name this person goes by."""

    REGISTERED = "1"
    ALIAS = "2"
    KANJI = "3"


class RegisteredDate(Private, frozen=True):
    """A date as registered: `iso` for counting ("" when not even the year is known), `text` when it is `unknown`."""

    iso: str
    unknown: bool = False
    text: str = ""
    era: str = ""

    def __post_init__(self) -> None:
        if self.iso:
            date.fromisoformat(self.iso)

    @property
    def day(self) -> date | None:
        """The internal date, if there is one."""
        return date.fromisoformat(self.iso) if self.iso else None


class Names(Private, frozen=True):
    """氏名 of a Japanese in `registered`; of a foreigner `roman` and `kanji`. Characters are exactly 住基's."""

    registered: str = ""
    roman: str = ""
    kanji: str = ""
    kana: str = ""
    is_kana_confirmed: bool = False
    former: str = ""
    former_kana: str = ""
    alias: str = ""
    alias_kana: str = ""
    preferred: Preferred = Preferred.REGISTERED


class Relation(Private, frozen=True):
    """続柄コード1–4 and 続柄表記."""

    codes: Annotated[tuple[Joint, ...], msgspec.Meta(max_length=MOST_JOINTS)]
    text: str


class Address(Private, frozen=True):
    """住所 in its parts; `building` is 方書."""

    prefecture: str
    municipality: str
    lot: str
    town: str = ""
    building: str = ""
    building_kana: str = ""
    postal_code: str = ""
    municipality_code: str = ""
    town_code: str = ""

    @property
    def line(self) -> str:
        """One line, 方書 after a full-width space."""
        street = f"{self.prefecture}{self.municipality}{self.town}{self.lot}"
        return f"{street}\u3000{self.building}" if self.building else street


class Qualifications(Private, frozen=True):
    """What other offices told 住基 (None: it does not know), in the words of the catalogue's facts."""

    insurance: str | None = None
    pension_kind: int | None = None
    care_level: str | None = None
    has_seal: bool | None = None
    has_card: bool | None = None


class ResidentRecord(Private, frozen=True):
    """One row of one person's history; the highest `history_no` that is not `is_provisional` (仮登録) is in force.

    `moves_out_on` is 転出予定年月日; `display_order` (世帯員の並び順) is 0 where 住基 keeps none.
    """

    atena_no: str
    history_no: int
    household_no: str
    kind: Kind
    standing: Standing
    names: Names
    birth: RegisteredDate
    sex: Sex
    relation: Relation
    address: Address
    is_provisional: bool
    became_resident_on: RegisteredDate | None = None
    moves_out_on: RegisteredDate | None = None
    display_order: int = 0
    is_register_head: bool = False
    qualifications: Qualifications = Qualifications()

    def __post_init__(self) -> None:
        if not (is_registry_number(self.atena_no) and is_registry_number(self.household_no)):
            raise ValueError("a number fails its check digit")


class Process(StrEnum):
    """What a block keeps from happening: 証明書発行, 異動入力, 照会."""

    ISSUE = "issue"
    CHANGE = "change"
    INQUIRY = "inquiry"


class Level(StrEnum):
    """エラー stops, アラート lets a clerk go on, なし does nothing."""

    ERROR = "error"
    ALERT = "alert"
    NONE = "none"


class Block(Private, frozen=True):
    """One 抑止 of a person or a household. It holds until 住基 takes it away, whatever `ends_on` says.

    `is_protection`: it stands for 支援措置 (仮支援措置 too).
    """

    id: str
    process: Process
    level: Level
    is_protection: bool
    atena_no: str = ""
    household_no: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


class HouseholdRecord(Private, frozen=True):
    """Every row of everybody who is or was in a household, its blocks, and when 住基 said so."""

    as_of: AwareTime
    household_no: str
    records: tuple[ResidentRecord, ...]
    blocks: tuple[Block, ...]


class PersonRecord(Private, frozen=True):
    """Every row of one person, and when 住基 said so."""

    as_of: AwareTime
    records: tuple[ResidentRecord, ...]
