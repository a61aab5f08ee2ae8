"""A recording as it is read back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from edge_agent.recording.lines import Body, Heading, Line


@dataclass(frozen=True)
class Recording:
    """A whole file."""

    heading: Heading
    lines: tuple[Line, ...]

    def of(self, device: str) -> list[Body]:
        """What was heard of one device."""
        return [line.body for line in self.lines if line.device == device]


def read(file: Path) -> Recording:
    """The recording in a file; every line must be one."""
    first, *rest = file.read_bytes().splitlines()
    lines = tuple(msgspec.json.decode(line, type=Line) for line in rest)
    return Recording(msgspec.json.decode(first, type=Heading), lines)
