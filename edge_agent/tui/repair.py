"""直す: the ten commonest faults, each with what is seen of it now, what to do, and what to do if that was not it."""

from __future__ import annotations

from textual.widgets import DataTable

from . import moments
from .causes import Cause, Fault, Judged, Standing
from .judgement import judged
from .measurements import Measurements
from .panes import Pane
from .sight import Sight
from .words import Words

_FAULTS = tuple(Fault)


class RepairPane(Pane):
    """Enter looks again: everything is measured anew, and a fault that is still there gets its next step."""

    key = "repair"
    columns = ("fault", "state", "seen")

    def __init__(self, words: Words, measurements: Measurements) -> None:
        super().__init__(words)
        self._measurements = measurements
        self._looked: dict[Fault, Cause] = {}
        self._still: set[Fault] = set()

    def summary(self, sight: Sight) -> str:
        words, made = self.words, self._measurements
        if made.is_running:
            return words("round-trip.running")
        how = words("repair.how")
        return f"{how}{words('round-trip.at', at=moments.short(words, made.at, sight.now))}" if made.at else how

    def listed(self, sight: Sight) -> list[tuple[str, ...]]:
        return [self._row(fault, self._judged(fault, sight)) for fault in _FAULTS]

    def detail(self, sight: Sight, row: int) -> str:
        fault = _FAULTS[row]
        now = self._judged(fault, sight)
        if now.standing is Standing.FINE:
            return self.words("repair.nothing")
        lines = [self.words("repair.do", do=self.words(f"repair-do.{now.cause}"))]
        if fault in self._still and self._looked.get(fault) is now.cause:
            lines.append(self.words("repair.next", do=self._next(now.cause)))
        return "\n".join(lines)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter: look again."""
        if self.sight is not None and not self._measurements.is_running:
            self.run_worker(self._look_again(_FAULTS[event.cursor_row]))

    async def _look_again(self, fault: Fault) -> None:
        await self._measurements.make(self.again)
        if self.sight is not None:
            self._note(fault, self._judged(fault, self.sight).cause)
        self.again()

    def _note(self, fault: Fault, cause: Cause) -> None:
        """A cause that was there the last time too gets its next step."""
        (self._still.add if self._looked.get(fault) is cause else self._still.discard)(fault)
        self._looked[fault] = cause

    def _next(self, cause: Cause) -> str:
        key = f"repair-next.{cause}"
        return self.words(key if key in self.words else "repair.call")

    def _judged(self, fault: Fault, sight: Sight) -> Judged:
        return judged(fault, sight, self._measurements.trip)

    def _row(self, fault: Fault, now: Judged) -> tuple[str, ...]:
        seen = self.words(f"repair-seen.{now.cause}", **now.figures)
        return self.words(f"repair-fault.{fault}"), self.words(f"repair-standing.{now.standing}"), seen
