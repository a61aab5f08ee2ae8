"""A whole extract in our own words: read completely, or refused completely."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ...record import Block, Level, Process, ResidentRecord
from .flaws import Broken, Flaw, Unreadable
from .manifest import Manifest, PartName
from .residents_file import COLUMNS as RESIDENT_COLUMNS
from .residents_file import key_of, registry_number, resident_of
from .table import CHANGE, Row, read_table

_BLOCK_COLUMNS = (
    *(CHANGE, "抑止番号", "宛名番号", "世帯番号", "処理区分", "抑止レベル", "支援措置"),
    *("開始年月日", "終了年月日"),
)
_CERTIFICATE_COLUMNS = (CHANGE, "認証局鍵識別子", "シリアル番号", "宛名番号")
_PROCESSES = {"1": Process.ISSUE, "2": Process.CHANGE, "3": Process.INQUIRY}
_LEVELS = {"1": Level.ERROR, "2": Level.ALERT, "0": Level.NONE}
_HEXADECIMAL = frozenset("0123456789abcdef")
_LONGEST_KEY = 64

Key = tuple[str, ...]
"""What names a row: 宛名番号 and 履歴番号, 抑止番号, or key id and serial."""
_T = TypeVar("_T")


@dataclass(frozen=True)
class CertificateLink:
    """Whose certificate it is; `serial` is decimal."""

    ca_key_id: str
    serial: str = field(repr=False)
    atena_no: str = field(repr=False)


@dataclass(frozen=True)
class Extract:
    """What is there (new or changed; in a full extract: everything), and the keys of what is there no more."""

    manifest: Manifest
    residents: Mapping[Key, ResidentRecord] = field(repr=False)
    blocks: Mapping[Key, Block] = field(repr=False)
    certificates: Mapping[Key, CertificateLink] = field(repr=False)
    gone: Mapping[PartName, frozenset[Key]] = field(repr=False)

    @property
    def rows(self) -> int:
        """How many rows it brings, those that are gone included. 抑止 is not counted: nobody may learn of one so."""
        return sum(part.rows for name, part in self.manifest.parts.items() if name is not PartName.BLOCKS)


def read_extract(manifest: Manifest, contents: Mapping[PartName, bytes]) -> Extract | Broken:
    """The extract of its three files. Takes its time: call it in a thread."""
    try:
        residents, gone_residents = _part(manifest, contents, PartName.RESIDENTS, RESIDENT_COLUMNS, _resident)
        blocks, gone_blocks = _part(manifest, contents, PartName.BLOCKS, _BLOCK_COLUMNS, _block)
        links, gone_links = _part(manifest, contents, PartName.CERTIFICATES, _CERTIFICATE_COLUMNS, _certificate)
    except Unreadable as unreadable:
        return unreadable.broken
    gone = {PartName.RESIDENTS: gone_residents, PartName.BLOCKS: gone_blocks, PartName.CERTIFICATES: gone_links}
    return Extract(manifest, residents, blocks, links, gone)


def file_name(manifest: Manifest, part: PartName) -> str:
    """The name of one of its files."""
    return f"{manifest.stem}-{part}.csv"


def resident_key(record: ResidentRecord) -> Key:
    """Names a row of somebody's history."""
    return (record.atena_no, str(record.history_no))


def _part(
    manifest: Manifest,
    contents: Mapping[PartName, bytes],
    part: PartName,
    columns: Collection[str],
    read: Callable[[Row], tuple[Key, _T | None]],
) -> tuple[dict[Key, _T], frozenset[Key]]:
    name, content, promised = file_name(manifest, part), contents[part], manifest.parts[part]
    if hashlib.sha256(content).hexdigest() != promised.sha256:
        raise Unreadable(Flaw.DIGEST, name)
    rows = list(read_table(content, manifest.encoding, name, columns))
    if len(rows) != promised.rows:
        raise Unreadable(Flaw.COUNT, name)
    return _by_key(rows, read)


def _by_key(rows: Iterable[Row], read: Callable[[Row], tuple[Key, _T | None]]) -> tuple[dict[Key, _T], frozenset[Key]]:
    there: dict[Key, _T] = {}
    gone: set[Key] = set()
    for row in rows:
        key, found = read(row)
        if key in there or key in gone:
            raise Unreadable(Flaw.TWICE, row.place)
        if found is None:
            gone.add(key)
        else:
            there[key] = found
    return there, frozenset(gone)


def _resident(row: Row) -> tuple[Key, ResidentRecord | None]:
    if row.is_gone:
        atena_no, history_no = key_of(row)
        return (atena_no, str(history_no)), None
    record = resident_of(row)
    return resident_key(record), record


def _block(row: Row) -> tuple[Key, Block | None]:
    name = row.given("抑止番号")
    if len(name) > _LONGEST_KEY:
        row.refused("抑止番号")
    if row.is_gone:
        return (name,), None
    whose = {column: registry_number(row, column) if row.text(column) else "" for column in ("宛名番号", "世帯番号")}
    if not any(whose.values()):
        row.refused("宛名番号")
    block = Block(
        id=name,
        process=row.code("処理区分", _PROCESSES),
        level=row.code("抑止レベル", _LEVELS),
        is_protection=row.flag("支援措置"),
        atena_no=whose["宛名番号"],
        household_no=whose["世帯番号"],
        starts_on=row.day("開始年月日"),
        ends_on=row.day("終了年月日"),
    )
    return (name,), block


def _certificate(row: Row) -> tuple[Key, CertificateLink | None]:
    ca_key_id, serial = row.given("認証局鍵識別子"), str(row.number("シリアル番号"))
    if len(ca_key_id) > _LONGEST_KEY or not _HEXADECIMAL.issuperset(ca_key_id):
        row.refused("認証局鍵識別子")
    if len(serial) > _LONGEST_KEY:
        row.refused("シリアル番号")
    key = (ca_key_id, serial)
    return key, None if row.is_gone else CertificateLink(ca_key_id, serial, registry_number(row, "宛名番号"))
