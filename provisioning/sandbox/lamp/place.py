"""Where the emulated lamp stands: a folder that says what it shows, and whether it is plugged in."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

PRACTICE_LAMP = "practice"
"""The driver's name in the settings of the practice agent; no installed agent knows it."""


class Seen(StrEnum):
    """What somebody who looks at the lamp sees."""

    DARK = "dark"
    LIT = "lit"
    BLINKING = "blinking"


class LampPlace:
    """Both ends write to it: the lamp what it shows, the hand its plug. Everything blocks, for no time."""

    def __init__(self, folder: Path) -> None:
        self._shown = folder / "shown"
        self._pulled = folder / "pulled"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def is_in(self) -> bool:
        """Whether it is plugged in."""
        return not self._pulled.exists()

    @property
    def seen(self) -> Seen:
        """What it shows; without power it is dark."""
        if not self.is_in or not self._shown.exists():
            return Seen.DARK
        return Seen(self._shown.read_text(encoding="ascii"))

    def show(self, seen: Seen) -> None:
        """Show something."""
        new = self._shown.with_suffix(".new")
        new.write_text(seen, encoding="ascii")
        new.replace(self._shown)

    def plug(self, *, is_in: bool) -> None:
        """Plug it in, or pull it out: it forgets what it showed."""
        if is_in:
            self._pulled.unlink(missing_ok=True)
        else:
            self._pulled.touch()
            self._shown.unlink(missing_ok=True)
