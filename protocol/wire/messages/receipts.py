"""Central's word that events are stored. Only this lets a terminal forget them."""

from __future__ import annotations

import msgspec

from ...identifiers import Id, Seq


class SeqRange(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A closed range of seq. Raises ValueError when it ends before it begins."""

    first: Seq
    last: Seq

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("a range that ends before it begins")


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Exactly the ranges that are stored, never a high-water mark. `forked`: seqs stored before with another id.

    `batch` is the digest of the batch this answers: said again later, it speaks of those very bytes and no others.
    `time` is central's clock (RFC 3339), for terminals that booted without one.
    """

    terminal: Id
    epoch: Id
    stored: tuple[SeqRange, ...]
    time: str
    batch: str
    forked: tuple[Seq, ...] = ()


def ranges(seqs: list[int]) -> tuple[SeqRange, ...]:
    """The fewest closed ranges that hold exactly these seqs."""
    result: list[SeqRange] = []
    for seq in sorted(set(seqs)):
        if result and seq == result[-1].last + 1:
            result[-1] = SeqRange(result[-1].first, seq)
        else:
            result.append(SeqRange(seq, seq))
    return tuple(result)
