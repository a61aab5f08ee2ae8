"""What central answers."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ...identifiers import Count, Id
from .identity import Challenges, Identity
from .renewal import CertificateHeld
from .residents import Household


class LinkState(StrEnum):
    """Whether a system behind central can be used now."""

    UP = "up"
    DOWN = "down"
    UNKNOWN = "unknown"


class Here(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="here"):
    """Central is working. `time` is its clock (RFC 3339)."""

    time: str
    juki: LinkState = LinkState.UNKNOWN
    issuing: LinkState = LinkState.UNKNOWN


class Position(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="position"):
    """The highest seq stored of the epoch asked for and the day's highest reception serial; 0: none."""

    highest_seq: Count
    highest_serial: Count


class Refused(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="refused"):
    """Central will not answer; `code` is stable and tells nothing about a person."""

    code: str


Body = Here | Position | Refused | Challenges | Identity | Household | CertificateHeld


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The clear frame: `sealed` (base64) is HPKE to the question's `reply_key`."""

    id: Id
    sealed: str
