"""One CSV file of an extract as rows with typed cells; every refusal names file, line and column, and no value."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn, TypeVar

from .flaws import Flaw, Unreadable
from .lost_characters import Lost, restored
from .manifest import Encoding

CHANGE = "更新区分"
_MY_NUMBER = "個人番号"
_CODECS = {Encoding.UTF_8: "utf-8-sig", Encoding.CP932: "cp932"}
_GONE = {"1": False, "9": True}
FLAGS = {"0": False, "1": True}
_T = TypeVar("_T")


@dataclass(frozen=True)
class Row:
    """One row; every method raises Unreadable, which names this row and the column."""

    place: str
    cells: Mapping[str, str] = field(repr=False)

    @property
    def is_gone(self) -> bool:
        """更新区分: 1 is there (new or changed), 9 is there no more."""
        return self.code(CHANGE, _GONE)

    def text(self, column: str) -> str:
        """As it stands there."""
        return self.cells[column]

    def given(self, column: str) -> str:
        """The same, which must not be empty."""
        return self.cells[column] or self.refused(column)

    def code(self, column: str, meanings: Mapping[str, _T]) -> _T:
        """What the code means."""
        if (found := self.cells[column]) not in meanings:
            self.refused(column)
        return meanings[found]

    def flag(self, column: str) -> bool:
        """0 or 1."""
        return self.code(column, FLAGS)

    def number(self, column: str) -> int:
        """Decimal digits."""
        found = self.cells[column]
        return int(found) if found.isascii() and found.isdigit() else self.refused(column)

    def day(self, column: str) -> date | None:
        """YYYY-MM-DD, or nothing."""
        found = self.cells[column]
        try:
            return date.fromisoformat(found) if found else None
        except ValueError:
            return self.refused(column)

    def refused(self, column: str, flaw: Flaw = Flaw.CELL) -> NoReturn:
        """Raises Unreadable for a cell that is no such thing."""
        raise Unreadable(flaw, f"{self.place} {column}")


def read_table(content: bytes, encoding: Encoding, name: str, columns: Collection[str]) -> Iterator[Row]:
    """The rows below the heading, which must name `columns`, may name more, never 個人番号. Raises Unreadable."""
    lines = csv.reader(io.StringIO(_decoded(content, encoding, name), newline=""), strict=True)
    heading = _heading(next(_sound(lines, name, []), []), name, columns)
    for cells in _sound(lines, name, heading):
        place = f"{name}:{lines.line_num}"
        try:
            yield Row(place, restored(dict(zip(heading, cells, strict=True))))
        except Lost as lost:
            raise Unreadable(Flaw.LOST_CHARACTER, f"{place} {lost.column}") from None


def _decoded(content: bytes, encoding: Encoding, name: str) -> str:
    try:
        return content.decode(_CODECS[encoding])
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(Flaw.ENCODING, f"{name}:{line}") from None


def _heading(found: list[str], name: str, columns: Collection[str]) -> list[str]:
    if any(column.endswith(_MY_NUMBER) for column in found):
        raise Unreadable(Flaw.MY_NUMBER, name)
    missing = [column for column in columns if column not in found]
    if missing or len(set(found)) != len(found):
        raise Unreadable(Flaw.HEADING, f"{name} {''.join(missing[:1])}".strip())
    return found


def _sound(lines: Iterator[list[str]], name: str, heading: list[str]) -> Iterator[list[str]]:
    number = 1
    try:
        for number, cells in enumerate(lines, start=2 if heading else 1):
            if heading and len(cells) != len(heading):
                raise Unreadable(Flaw.ROW, f"{name}:{number}")
            yield cells
    except csv.Error:
        raise Unreadable(Flaw.ROW, f"{name}:{number + 1}") from None
