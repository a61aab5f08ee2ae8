"""What every pane behind a tab is: a table, with words above and below it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DataTable

from .rows import Rows
from .sentences import Sentences
from .sight import Sight
from .words import Words


class Pane(Vertical):
    """One tab's content. `key` names it in the words and on the screen."""

    key = ""
    columns: tuple[str, ...] = ()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.above = Sentences(classes="above")
        self.rows = Rows(self._headings(), name=self.key)
        self.below = Sentences(classes="below")
        self.sight: Sight | None = None

    def compose(self) -> ComposeResult:
        """Words, table, words."""
        yield self.above
        yield self.rows
        yield self.below

    def show(self, sight: Sight) -> None:
        """Show the agent as it was just seen."""
        self.sight = sight
        self.above.say(self.summary(sight))
        self.rows.fill(self.listed(sight))
        self.explain()

    def again(self) -> None:
        """Show the agent as it was last seen, with what the pane knows besides."""
        if self.sight is not None and self.is_attached:
            self.show(self.sight)

    def explain(self) -> None:
        """Say what is to be said of the row the technician stands on."""
        self.below.say("" if self.sight is None else self.detail(self.sight, self.rows.cursor_row))

    def came(self) -> None:
        """The pane is shown from now on; most need nothing for that."""

    def left(self) -> None:
        """The pane is not shown any more; most need nothing for that."""

    def summary(self, _sight: Sight) -> str:
        """The words above the table; none unless a pane has some."""
        return ""

    def listed(self, sight: Sight) -> list[tuple[str, ...]]:
        """The rows of the table."""
        raise NotImplementedError

    def detail(self, _sight: Sight, _row: int) -> str:
        """The words below the table on one of its rows; none unless a pane has some."""
        return ""

    def on_data_table_row_highlighted(self, _event: DataTable.RowHighlighted) -> None:
        """The technician went to another row."""
        self.explain()

    def _headings(self) -> Iterable[str]:
        return (self.words(f"{self.key}.{column}") for column in self.columns)
