"""Rows of cells as the bytes of one CSV file, in UTF-8 or CP932 with a list of what CP932 cannot carry."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from .cells import Cells

_LOST = "外字"
_GETA = "〓"
_CODECS = {"utf-8": "utf-8-sig", "cp932": "cp932"}
_CHARACTER = re.compile(".[\U000e0100-\U000e01ef]*", re.DOTALL)


def csv_file(heading: Sequence[str], rows: Iterable[Cells], encoding: str) -> bytes:
    """Heading and rows, every cell in quotation marks, each line ended by CR LF."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, [*heading, _LOST], quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_carried(cells, encoding) for cells in rows)
    return buffer.getvalue().encode(_CODECS[encoding])


def _carried(cells: Cells, encoding: str) -> Cells:
    """The row with a 〓 for each character that is lost, and 外字 that says which those were."""
    listed: list[str] = []
    written: dict[str, str] = {}
    for column, text in cells.items():
        characters = _CHARACTER.findall(text)
        lost = [each for each in characters if not _comes_through(each, encoding)]
        written[column] = "".join(_GETA if each in lost else each for each in characters)
        if lost:
            listed.append(f"{column}={','.join('.'.join(f'{ord(point):04X}' for point in each) for each in lost)}")
    return {**written, _LOST: ";".join(listed)}


def _comes_through(character: str, encoding: str) -> bool:
    if character == _GETA:
        return False
    try:
        return character.encode(encoding).decode(encoding) == character
    except UnicodeEncodeError:
        return False
