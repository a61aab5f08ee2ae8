"""What the technician is asked before anything is changed: Enter does it, Esc does not."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from .sentences import Sentences


class Question(ModalScreen[str | None]):
    """Over the panes. The answer is what was typed (`most` signs at most; 0: nothing is typed), or None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave"), Binding("enter", "agree")]

    def __init__(self, text: str, *, most: int = 0) -> None:
        super().__init__()
        self._text = text
        self._most = most

    def compose(self) -> ComposeResult:
        """The sentence, and where to type."""
        with Vertical():
            yield Sentences(self._text)
            if self._most:
                yield Input(max_length=self._most, compact=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter, after typing; with nothing typed it is no answer."""
        if event.value.strip():
            self.dismiss(event.value.strip())

    def action_agree(self) -> None:
        """Enter, where nothing is typed."""
        if not self._most:
            self.dismiss("")

    def action_leave(self) -> None:
        """Esc."""
        self.dismiss(None)
