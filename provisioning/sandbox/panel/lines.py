"""Section 通信: pull and put in the network cables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..line import Line
from .section import Action, Section


@dataclass(frozen=True)
class LineView:
    """One cable as the page shows it."""

    name: str
    is_cut: bool


class Lines(Section):
    """The cables of the counter, of the data centre and of 住基, each for itself."""

    key = "lines"

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = {line.name: line for line in lines}

    @property
    def actions(self) -> Mapping[str, Action]:
        return {"cut": self._cut, "restore": self._restore}

    async def view(self) -> Mapping[str, object]:
        return {"lines": [LineView(line.name, line.is_cut) for line in self._lines.values()]}

    async def _cut(self, form: Mapping[str, str]) -> None:
        await self._lines[form["line"]].cut()

    async def _restore(self, form: Mapping[str, str]) -> None:
        await self._lines[form["line"]].restore()
