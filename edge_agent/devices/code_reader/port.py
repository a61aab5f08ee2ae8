"""A reader of QR and bar codes: what it reports. It is never asked to do anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from ..base import Driver

LONGEST_CODE = 512
"""Signs in one code; a longer one is reported as torn."""


@dataclass(frozen=True)
class CodeRead:
    """One whole code, as it stands on the paper."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class CodeTorn:
    """A code came, but not whole: it stopped in the middle, was too long, or signs of it were lost."""


CodeEvent = CodeRead | CodeTorn


class CodeReader(Driver[CodeEvent], Protocol):
    """Its standing: ABSENT not plugged in, IDLE it waits for a code, FAULT IN_USE, NO_PERMISSION or UNRESPONSIVE.

    It waits itself for a reader to be plugged in.
    """
