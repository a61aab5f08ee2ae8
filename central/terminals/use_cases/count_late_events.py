"""Count events that a terminal captured while its line was cut (「通信断中に受付」)."""

from __future__ import annotations

from tortoise.expressions import F

from ...db.changes import changed
from ..models import TerminalPresence
from ..queries import PRESENCE


async def count_late_events(terminal: str, count: int) -> None:
    """Add to what staff see after the terminal came back; it starts again at the next cut."""
    await TerminalPresence.filter(terminal_id=terminal).update(late_events=F("late_events") + count)
    await changed(PRESENCE, terminal)
