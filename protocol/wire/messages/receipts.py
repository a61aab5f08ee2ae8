"""Central's word that events are stored. Only this lets a terminal forget them."""

from __future__ import annotations

import msgspec


class SeqRange(msgspec.Struct, frozen=True, array_like=True):
    """A closed range of seq."""

    first: int
    last: int


class Receipt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Exactly the ranges that are stored, never a high-water mark. `forked`: seqs stored before with another id.

    `time` is central's clock (RFC 3339), for terminals that booted without one.
    """

    terminal: str
    epoch: str
    stored: tuple[SeqRange, ...]
    time: str
    forked: tuple[int, ...] = ()


def ranges(seqs: list[int]) -> tuple[SeqRange, ...]:
    """The fewest closed ranges that hold exactly these seqs."""
    result: list[SeqRange] = []
    for seq in sorted(set(seqs)):
        if result and seq == result[-1].last + 1:
            result[-1] = SeqRange(result[-1].first, seq)
        else:
            result.append(SeqRange(seq, seq))
    return tuple(result)
