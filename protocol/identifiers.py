"""Names of things on the wire: event ids, terminal ids, reception numbers, and how long such a word may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta
from uuid_utils import uuid7

LARGEST_SEQ = 2**53 - 1

Id = Annotated[str, Meta(pattern=r"^[0-9A-Za-z-]{1,36}$(?!\n)")]
IdOrNone = Annotated[str, Meta(pattern=r"^[0-9A-Za-z-]{0,36}$(?!\n)")]
Seq = Annotated[int, Meta(ge=1, le=LARGEST_SEQ)]
Count = Annotated[int, Meta(ge=0, le=LARGEST_SEQ)]
Label = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,64}$(?!\n)")]
ShortLabel = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,32}$(?!\n)")]

Text = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,300}$(?!\n)")]
Whole = Annotated[int, Meta(ge=-LARGEST_SEQ, le=LARGEST_SEQ)]

_TERMINAL_ID = re.compile(r"[a-z][a-z0-9-]{0,30}[a-z0-9]")


def new_id() -> str:
    """A UUIDv7: unique everywhere, ordered by the time it was made."""
    return str(uuid7())


def is_terminal_id(text: str) -> bool:
    """Whether a text may be a terminal's id and certificate CN: 2 to 32 of a-z, 0-9 and `-`, safe inside a topic."""
    return _TERMINAL_ID.fullmatch(text) is not None


@dataclass(frozen=True, order=True)
class ReceptionNumber:
    """受付番号: the terminal's number and a serial that restarts every business day."""

    terminal: int
    serial: int

    def __str__(self) -> str:
        return f"{self.terminal}-{self.serial:03d}"

    @classmethod
    def parse(cls, text: str) -> ReceptionNumber:
        """Read 「1-012」. Raises ValueError on anything else."""
        match = re.fullmatch(r"([1-9][0-9]{0,2})-([0-9]{3}|[1-9][0-9]{3})", text)
        if match is None:
            raise ValueError("not a reception number")
        return cls(int(match[1]), int(match[2]))
