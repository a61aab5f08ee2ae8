"""What comes of reading a slip's code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from protocol.codes import Code, CodeFault

from .case import CaseState

_ENDING = 4


def digest_of(code: Code) -> str:
    """What a code is known by: SHA-256 (hexadecimal) of its text."""
    return hashlib.sha256(code.text.encode()).hexdigest()


def ending_of(code: Code) -> str:
    """The signs of a code that are shown."""
    return code.text[-_ENDING:]


@dataclass(frozen=True)
class Opened:
    """The case's own code: open its page; nothing is ticked."""

    case: str
    number: str


@dataclass(frozen=True)
class Ticked:
    """A section's code: so many procedures were ticked now; 0: all of that section's are to be ticked by hand."""

    case: str
    number: str
    section: str
    procedures: int


@dataclass(frozen=True)
class AlreadyTicked:
    """Somebody was first, and that stays."""

    case: str
    number: str
    section: str
    by: str
    at: datetime


@dataclass(frozen=True)
class WrongSection:
    """The code is that of another section, whose counter is at `place`; nothing was ticked.

    `may_override`: this clerk may tick it for them, which is recorded (`despite_section`).
    """

    case: str
    number: str
    section: str
    place: str
    may_override: bool


@dataclass(frozen=True)
class CaseClosed:
    """The case is over; nothing was ticked."""

    case: str
    number: str
    state: CaseState


@dataclass(frozen=True)
class UnknownCode:
    """Well formed, but no case has it yet: it waits and is ticked when its case arrives."""


@dataclass(frozen=True)
class NoCode:
    """No code of this village, or a torn one."""

    fault: CodeFault


Settled = Opened | Ticked | AlreadyTicked | WrongSection | CaseClosed
ScanOutcome = Settled | UnknownCode | NoCode


@dataclass(frozen=True)
class Reading:
    """One reading: for which section it counts (None: for all), by whom, when.

    `crosses`: ticks another section's procedures knowingly; only who `receives` cases, in the section that does, may.
    """

    section: str | None
    by: str
    at: datetime
    crosses: bool = False
    receives: bool = False

    def may_override(self, reception: str) -> bool:
        """Whether this reader may tick for other sections; `reception` is the section that receives cases."""
        return self.receives and bool(reception) and self.section == reception


@dataclass(frozen=True)
class WaitingCode:
    """A code that waits for its case: the text's last four signs, where (or by whom) and when it was read."""

    id: str
    ending: str
    terminal_name: str
    read_at: datetime
    offline: bool
