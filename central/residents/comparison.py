"""A full extract beside what the differences made of the one before it: counts, hashes, and every row that differs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from .gateways.files.extract import CertificateLink, Extract, Key
from .gateways.files.manifest import PartName
from .record import Block, ResidentRecord

Contents = Mapping[PartName, Mapping[Key, object]]
"""Every row of the three parts, each in our own words, by its key."""


class What(StrEnum):
    """How a row differs: only the full extract has it, only we have it, both have another one."""

    MISSING = "missing"
    SURPLUS = "surplus"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """One row; `fields` are names of our record, never values. A certificate is named by its holder."""

    part: PartName
    what: What
    key: str = field(repr=False)
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """Rows and SHA-256 of one part, theirs and ours."""

    their_count: int
    our_count: int
    their_hash: str
    our_hash: str

    @property
    def is_equal(self) -> bool:
        """Whether both are the same."""
        return (self.their_count, self.their_hash) == (self.our_count, self.our_hash)


@dataclass(frozen=True)
class Comparison:
    """Both sides of every part, and the rows that differ."""

    summaries: Mapping[PartName, Summary]
    differences: tuple[Difference, ...]

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs."""
        return all(each.is_equal for each in self.summaries.values())


def contents_of(extract: Extract) -> Contents:
    """What a full extract holds."""
    return {
        PartName.RESIDENTS: extract.residents,
        PartName.BLOCKS: extract.blocks,
        PartName.CERTIFICATES: extract.certificates,
    }


def compare(theirs: Contents, ours: Contents) -> Comparison:
    """Takes its time: call it in a thread."""
    summaries = {part: _summary(theirs[part], ours[part]) for part in PartName}
    differences = (each for part in PartName for each in _differences(part, theirs[part], ours[part]))
    return Comparison(summaries, tuple(differences))


def _summary(theirs: Mapping[Key, object], ours: Mapping[Key, object]) -> Summary:
    return Summary(len(theirs), len(ours), _hash(theirs), _hash(ours))


def _hash(rows: Mapping[Key, object]) -> str:
    digest = hashlib.sha256()
    for key in sorted(rows):
        digest.update(msgspec.json.encode([key, rows[key]], order="deterministic") + b"\n")
    return digest.hexdigest()


def _differences(part: PartName, theirs: Mapping[Key, object], ours: Mapping[Key, object]) -> Iterator[Difference]:
    for key in sorted(theirs.keys() | ours.keys()):
        if key not in ours:
            yield Difference(part, What.MISSING, _named(key, theirs[key]))
        elif key not in theirs:
            yield Difference(part, What.SURPLUS, _named(key, ours[key]))
        elif theirs[key] != ours[key]:
            yield Difference(part, What.CHANGED, _named(key, ours[key]), _fields(theirs[key], ours[key]))


def _named(key: Key, row: object) -> str:
    return row.atena_no if isinstance(row, CertificateLink) else "-".join(key)


def _fields(their: object, our: object) -> tuple[str, ...]:
    names = their.__struct_fields__ if isinstance(their, ResidentRecord | Block) else ("atena_no",)
    return tuple(name for name in names if getattr(their, name) != getattr(our, name))
