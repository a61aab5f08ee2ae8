"""What the counter prints for a resident to carry: numbers, places and codes, never anybody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PrintedCode:
    """One QR and what stands beside it. `section` "" is the case's own code, which staff open the case with."""

    text: str
    section: str = ""
    place: str = ""
    procedures: int = 0


@dataclass(frozen=True)
class Slip:
    """The 受付票 of one application. `application` is the id of its event, `life_event` the catalogue's code.

    `accepted_at` is aware; `codes` are the case's own first, then one per section in walking order.
    """

    application: str
    number: str
    accepted_at: datetime
    life_event: str
    is_offline: bool
    codes: tuple[PrintedCode, ...]

    def __post_init__(self) -> None:
        if self.accepted_at.tzinfo is None:
            raise ValueError("accepted_at knows no time zone")
