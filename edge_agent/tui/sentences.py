"""Words beside a table: painted anew only when they change, gone when there are none."""

from __future__ import annotations

from textual.widgets import Static


class Sentences(Static):
    """Plain words, never markup."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, id=id, classes=classes, markup=False)
        self._said = text
        self.display = bool(text)

    def say(self, text: str) -> None:
        """Say this from now on."""
        if text != self._said:
            self._said = text
            self.update(text)
            self.display = bool(text)
