"""What stands in an application: files to read, keys to present, keys to sign with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from cryptography.hazmat.primitives.asymmetric import rsa

UNLIMITED = -1


@dataclass
class Secret:
    """A PIN or password, one character a byte, and how many wrong ones it still takes; UNLIMITED never blocks."""

    value: str = field(repr=False)
    left: int
    maximum: int
    shortest: int = 4
    longest: int = 4


@dataclass(frozen=True)
class Binary:
    """A transparent file; readable once one of `opened_by` is verified, freely when there is none."""

    content: bytes = field(repr=False)
    opened_by: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Records:
    """A file of records, the first one number 1."""

    records: tuple[bytes, ...] = field(repr=False)
    opened_by: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Pin:
    """A key to present."""

    secret: Secret


@dataclass(frozen=True)
class SigningKey:
    """A private key that signs once `opened_by` is verified."""

    key: rsa.RSAPrivateKey = field(repr=False)
    opened_by: frozenset[int]


File = Binary | Records | Pin | SigningKey


class Change(Enum):
    """With which command an application lets a PIN be changed: (CLA, INS, P1)."""

    REFERENCE = (0x00, 0x24, 0x01)
    KEY = (0x80, 0x32, 0x00)


@dataclass(frozen=True)
class Application:
    """One application, or the master file when `aid` is empty; its files by their identifier."""

    aid: bytes
    files: Mapping[int, File]
    change: Change = Change.REFERENCE
    secured: bool = False

    def by_short_id(self, number: int) -> int | None:
        """The identifier of the file whose short one is `number` (1 to 30)."""
        return number if 1 <= number <= 30 and number in self.files else None
