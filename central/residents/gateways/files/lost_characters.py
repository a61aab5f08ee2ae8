"""〓 and the column 外字: how a character that an encoding cannot carry comes through unchanged, or not at all."""

from __future__ import annotations

from collections.abc import Mapping

COLUMN = "外字"
GETA = "〓"
_REPLACED = "\N{REPLACEMENT CHARACTER}"


class Lost(Exception):
    """A character of this column did not come through."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


def restored(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of a row with every 〓 exchanged for the characters that 外字 lists. Raises Lost.

    「氏名=845B.E0100,20BB7;住所_方書=9AD9」: for each column, in order, one entry for each 〓, its code points joined
    by a full stop. A 〓 that nothing stands for, an entry too many, and U+FFFD are refused.
    """
    listed = _listed(cells.get(COLUMN, ""))
    if unknown := listed.keys() - cells.keys():
        raise Lost(min(unknown))
    return {name: _with(name, text, listed.get(name, ())) for name, text in cells.items() if name != COLUMN}


def _with(column: str, text: str, sequences: tuple[str, ...]) -> str:
    pieces = text.split(GETA)
    if len(pieces) != len(sequences) + 1 or _REPLACED in text:
        raise Lost(column)
    return "".join(piece + sequence for piece, sequence in zip(pieces, (*sequences, ""), strict=True))


def _listed(entries: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries.split(";") if entries else ():
        column, separator, sequences = entry.partition("=")
        if not separator or column in found:
            raise Lost(COLUMN)
        found[column] = tuple(_characters(each) for each in sequences.split(","))
    return found


def _characters(sequence: str) -> str:
    try:
        points = [int(point, 16) for point in sequence.split(".")]
        text = "".join(map(chr, points))
        text.encode()
    except (ValueError, OverflowError):
        raise Lost(COLUMN) from None
    return text
