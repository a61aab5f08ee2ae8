"""The list of revoked certificates, a text file that may be edited by hand while the program runs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509

_HEAD = "# authority serial reason since: one certificate in a line, certificateHold is a temporary stop\n"


@dataclass(frozen=True)
class Revocation:
    """A certificate of the generation named `authority` that is not good any more, and since when."""

    authority: str
    serial: int
    at: datetime
    reason: x509.ReasonFlags = x509.ReasonFlags.unspecified

    def __str__(self) -> str:
        return f"{self.authority} {self.serial:08X} {self.reason.value} {self.at.isoformat()}"


class Register:
    """Reads the file anew at every question."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def revoked(self, authority: str) -> tuple[Revocation, ...]:
        """All of one generation. Raises ValueError for a line that cannot be read."""
        return tuple(each for each in self._all() if each.authority == authority)

    def find(self, authority: str, serial: int) -> Revocation | None:
        """The entry of one certificate. Raises ValueError as well."""
        return next((each for each in self.revoked(authority) if each.serial == serial), None)

    def revoke(self, revocation: Revocation) -> None:
        """Add a certificate, or replace its entry."""
        self._write((*self._without(revocation.authority, revocation.serial), revocation))

    def withdraw(self, authority: str, serial: int) -> None:
        """Take a certificate off the list: it is good again."""
        self._write(self._without(authority, serial))

    def _without(self, authority: str, serial: int) -> tuple[Revocation, ...]:
        return tuple(each for each in self._all() if (each.authority, each.serial) != (authority, serial))

    def _all(self) -> tuple[Revocation, ...]:
        if not self._file.exists():
            return ()
        lines = (line.partition("#")[0].split() for line in self._file.read_text("utf-8").splitlines())
        return tuple(_read(words) for words in lines if words)

    def _write(self, entries: Iterable[Revocation]) -> None:
        fresh = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(_HEAD + "".join(f"{each}\n" for each in entries), encoding="utf-8")
        fresh.replace(self._file)


def _read(words: list[str]) -> Revocation:
    authority, serial, reason, since = words
    at = datetime.fromisoformat(since)
    if at.tzinfo is None:
        raise ValueError("the moment of a revocation needs its time zone")
    return Revocation(authority, int(serial, 16), at, x509.ReasonFlags(reason))
