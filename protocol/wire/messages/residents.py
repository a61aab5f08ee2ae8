"""A household as the counter may see it: what 住基 knows of the people, in legal order, without any number."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ...identifiers import Label, ShortLabel


class Sex(StrEnum):
    """性別 as 住基 keeps it."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class Birth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """生年月日: `iso` for counting ("" when not even the year is known), `text` for showing when `unknown`."""

    iso: ShortLabel
    text: Label = ""
    unknown: bool = False


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person. `key` names the person within this visit only; `facts` are the guidance facts 住基 knows (p.*)."""

    key: str
    name: str
    kana: str
    birth: Birth
    sex: Sex
    relation: str
    is_head: bool
    roman: str = ""
    is_foreign: bool = False
    is_moving_out: bool = False
    facts: dict[str, bool | int | str] = {}


class AskHousehold(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="ask-household"):
    """The household of the person whose identity this visit proved within the last 15 minutes."""


class Household(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="household"):
    """The living household. `as_of` (RFC 3339) is when 住基 said so; `holder` is the key of who proved identity.

    `is_known` false: the kiosk goes on without; it never learns why.
    """

    is_known: bool
    as_of: str = ""
    holder: str = ""
    address: str = ""
    postal_code: str = ""
    members: tuple[Member, ...] = ()
