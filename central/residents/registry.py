"""The port to 住基: a person by certificate, a household by 宛名番号, each within its deadline."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from .record import HouseholdRecord, ResidentRecord, Standing


@dataclass(frozen=True)
class CertificateKey:
    """An authentication certificate: the issuing CA's key id (lower-case hexadecimal) and the serial."""

    ca_key_id: str
    serial: int = field(repr=False)


@dataclass(frozen=True)
class LinkedPerson:
    """Whose certificate it is: the row in force, and whether a 仮登録 of the person is under way."""

    person: ResidentRecord = field(repr=False)
    as_of: datetime
    is_being_changed: bool = False

    @property
    def atena_no(self) -> str:
        """宛名番号; the same as before after a 再転入."""
        return self.person.atena_no

    @property
    def standing(self) -> Standing:
        """住民状態."""
        return self.person.standing

    @property
    def is_moving_out(self) -> bool:
        """転出予定者."""
        return self.person.moves_out_on is not None


@dataclass(frozen=True)
class NotLinked:
    """住基 knows nobody by this certificate."""


@dataclass(frozen=True)
class NoHousehold:
    """住基 has no committed row for this number."""


class Cause(StrEnum):
    """Why 住基 gave no answer."""

    NOT_CONNECTED = "not-connected"
    UNREACHABLE = "unreachable"
    DEADLINE = "deadline"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    STALE = "stale"


@dataclass(frozen=True)
class RegistryDown:
    """No answer that can be trusted came before the deadline."""

    cause: Cause


class ResidentRegistry(Protocol):
    """Reads 住基. Never raises for what 住基 or the line does, never takes longer than its deadline."""

    async def person(self, key: CertificateKey) -> LinkedPerson | NotLinked | RegistryDown:
        """Whose authentication certificate this is."""

    async def household(self, atena_no: str) -> HouseholdRecord | NoHousehold | RegistryDown:
        """The household of the person with this number, blocks included."""
