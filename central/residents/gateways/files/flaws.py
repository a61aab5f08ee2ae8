"""What may be wrong with an extract: a closed set of words, and where; never what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Flaw(StrEnum):
    """Why an extract is set aside as a whole."""

    MANIFEST = "manifest"
    MISSING = "missing"
    TOO_LARGE = "too-large"
    DIGEST = "digest"
    COUNT = "count"
    ENCODING = "encoding"
    HEADING = "heading"
    MY_NUMBER = "my-number"
    ROW = "row"
    CELL = "cell"
    LOST_CHARACTER = "lost-character"
    TWICE = "twice"
    TIME_AHEAD = "time-ahead"
    TIME_BACK = "time-back"


@dataclass(frozen=True)
class Broken:
    """One flaw; `place` names file, line and column where that can be said."""

    flaw: Flaw
    place: str = ""


class Unreadable(Exception):
    """A part that cannot be read, on its way to whoever reads the extract."""

    def __init__(self, flaw: Flaw, place: str) -> None:
        super().__init__(flaw, place)
        self.broken = Broken(flaw, place)
