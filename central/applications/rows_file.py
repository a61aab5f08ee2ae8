"""The list as a CSV file for a spreadsheet: UTF-8 with BOM, CRLF, every cell quoted, no cell that calculates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_BOM = "\ufeff"
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows_file(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file of these rows under these heads."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return (_BOM + text.getvalue()).encode()


def _plain(cell: str) -> str:
    """The cell, with the sign that makes a spreadsheet read it as text where it would calculate."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_STARTS_FORMULA) or cell.startswith(_STARTS_FORMULA) else cell
