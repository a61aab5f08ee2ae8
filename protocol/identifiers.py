"""Names of things on the wire: event ids, terminal ids, reception numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from uuid_utils import uuid7

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
