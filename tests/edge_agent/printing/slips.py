"""Slips for tests, and a raster that draws them as one band."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from edge_agent.devices.receipt_printer.port import WIDTH_BYTES, Band
from protocol.codes import CodeKind, new_code
from protocol.village.papers import PrintedCode, Slip

ACCEPTED = datetime(2026, 11, 23, 1, 20, tzinfo=UTC)
SECTIONS = (("住民課", "1階 1番窓口", 4), ("福祉課", "1階 2番窓口", 2), ("総務課", "", 12))


def slip(number: str = "1-012", *, is_offline: bool = False, sections: int = len(SECTIONS)) -> Slip:
    """The slip of an application that concerns so many sections."""
    case = PrintedCode(new_code(CodeKind.CASE).text)
    others = (PrintedCode(new_code(CodeKind.SECTION).text, *SECTIONS[at % len(SECTIONS)]) for at in range(sections))
    return Slip(f"application-{number}", number, ACCEPTED, "TENKYO", is_offline, (case, *others))


@dataclass
class OneBand:
    """Draws every slip as ten black lines, and remembers which it drew."""

    drawn: list[str] = field(default_factory=list)

    def slip(self, slip: Slip) -> Iterator[Band]:
        """Ten lines."""
        self.drawn.append(slip.number)
        yield Band(b"\xff" * 10 * WIDTH_BYTES)

    def trial(self, at: datetime) -> Iterator[Band]:
        """Twenty lines."""
        yield Band(b"\xff" * 20 * WIDTH_BYTES)
