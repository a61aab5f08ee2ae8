"""The whole practice hierarchy in one directory: two generations of each authority, made once and kept."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from .authority import Authority, read_authority, write_authority
from .names import Purpose
from .validity import day_in_japan

_LIFE_YEARS = 10
# Years before the hierarchy was made. A card issued up to seven years ago finds its generation.
_BEGINS = {1: 7, 2: 2}
GENERATIONS = tuple(_BEGINS)


@dataclass(frozen=True)
class Hierarchy:
    """Every generation of both authorities, oldest first."""

    authorities: tuple[Authority, ...]

    def issuing_on(self, purpose: Purpose, day: date) -> Authority:
        """The newest generation that issues on a day. Raises LookupError for a day before the first."""
        able = [
            each for each in self.authorities
            if each.purpose is purpose and day_in_japan(each.certificate.not_valid_before_utc) <= day
        ]  # fmt: skip
        if not able:
            raise LookupError(f"no authority for {purpose} on {day}")
        return able[-1]

    def of(self, purpose: Purpose) -> tuple[Authority, ...]:
        """The generations of one authority, oldest first."""
        return tuple(each for each in self.authorities if each.purpose is purpose)

    def named(self, name: str) -> Authority | None:
        """The generation called `auth-2`."""
        return next((each for each in self.authorities if each.name == name), None)


def ensure_hierarchy(directory: Path, now: datetime) -> Hierarchy:
    """The hierarchy in a directory; what is missing is made as of `now`, what is there stays."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    for purpose in Purpose:
        for generation in _BEGINS:
            _ensure(directory / f"{purpose}-{generation}", purpose, generation, day_in_japan(now))
    return read_hierarchy(directory)


def read_hierarchy(directory: Path) -> Hierarchy:
    """The hierarchy that `ensure_hierarchy` made."""
    return Hierarchy(tuple(read_authority(directory / f"{each}-{number}") for each in Purpose for number in _BEGINS))


def _ensure(directory: Path, purpose: Purpose, generation: int, today: date) -> None:
    if directory.exists():
        return
    first = today.replace(year=today.year - _BEGINS[generation], day=1)
    last = first.replace(year=first.year + _LIFE_YEARS)
    with tempfile.TemporaryDirectory(dir=directory.parent, prefix=".making-") as making:
        write_authority(Path(making) / directory.name, purpose, generation, first, last)
        (Path(making) / directory.name).rename(directory)
