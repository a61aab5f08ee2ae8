"""The `.ok` file that ends an extract: which one it is, when 住基 knew it, and what its three files hold."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ...record import AwareTime

_LONGEST_SERIES = 64
_SHA256_DIGITS = 64


class ExtractKind(StrEnum):
    """全件 or 差分."""

    FULL = "full"
    DIFFERENCE = "difference"


class Encoding(StrEnum):
    """How the three files are written."""

    UTF_8 = "utf-8"
    CP932 = "cp932"


class PartName(StrEnum):
    """The three files of an extract: 住民情報, 抑止, and whose certificate is whose."""

    RESIDENTS = "residents"
    BLOCKS = "blocks"
    CERTIFICATES = "certificates"


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one file holds: rows below its heading, and the SHA-256 of its bytes in lower-case hexadecimal."""

    rows: int
    sha256: str

    def __post_init__(self) -> None:
        if self.rows < 0 or len(self.sha256) != _SHA256_DIGITS:
            raise ValueError("rows or sha256 is none")


class Manifest(msgspec.Struct, frozen=True):
    """`number` counts every extract of a `series` from 1, full or difference; a full one holds the state after the
    extract before it and nothing newer.
    """

    kind: ExtractKind
    series: str
    number: int
    as_of: AwareTime
    encoding: Encoding
    parts: dict[PartName, Part]

    def __post_init__(self) -> None:
        if not (self.series.isascii() and self.series.isprintable() and 0 < len(self.series) <= _LONGEST_SERIES):
            raise ValueError("series is none")
        if self.number < 1 or self.parts.keys() != set(PartName):
            raise ValueError("number or parts is none")

    @property
    def stem(self) -> str:
        """How the names of its files begin."""
        return f"{self.kind}-{self.number:08d}"


def read_manifest(content: bytes, stem: str) -> Manifest | None:
    """The manifest of the extract with this stem; None: it cannot be read, or is another one's."""
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return manifest if manifest.stem == stem else None
