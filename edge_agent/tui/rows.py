"""A table that is filled anew each time without losing the row the technician stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import DataTable


class Rows(DataTable[str]):
    """Rows of text; up and down choose one, home and end lead to the first and last, left and right to other panes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.neighbour(-1)", show=False),
        Binding("right", "app.neighbour(1)", show=False),
        # Focus comes a moment after the pane; a key that was quick belongs to the pane.
        Binding("enter", "app.choose", show=False),
        Binding("home", "scroll_top", show=False),
        Binding("end", "scroll_bottom", show=False),
    ]

    def __init__(self, headings: Iterable[str], *, name: str) -> None:
        super().__init__(cursor_type="row", zebra_stripes=False, name=name)
        self._headings = tuple(headings)
        self._shown: tuple[tuple[str, ...], ...] = ()

    def on_mount(self) -> None:
        """Set the headings."""
        self.add_columns(*self._headings)

    def fill(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show these rows."""
        if tuple(rows) == self._shown:
            return
        self._shown = tuple(rows)
        row, top = self.cursor_row, self.scroll_y
        self.clear()
        self.add_rows(rows)
        if rows:
            self.move_cursor(row=min(row, len(rows) - 1), scroll=False)
            self.scroll_to(y=top, animate=False)
