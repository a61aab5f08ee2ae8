"""How central reaches the stand-in: by REST, or by extracts in one of two encodings."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from .extracts.writer import Encoding

_EXTRACTS = "extracts"


class JukiWay(StrEnum):
    """One of them, for the whole life of a village."""

    REST = "rest"
    FILES_UTF_8 = "files-utf-8"
    FILES_CP932 = "files-cp932"

    @property
    def encoding(self) -> Encoding | None:
        """Of the extracts; None: there are none."""
        return None if self is JukiWay.REST else Encoding(self.removeprefix("files-"))


def writing(way: JukiWay, home: Path) -> tuple[str, ...]:
    """How the stand-in's program is told what to write."""
    return () if way.encoding is None else ("--extracts", str(extracts_folder(home)), "--encoding", way.encoding)


def extracts_folder(home: Path) -> Path:
    """Where a village's stand-in puts its extracts and central takes them."""
    return home / _EXTRACTS
