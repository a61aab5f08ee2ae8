"""Which extract is next: differences one after the other without a gap, a full one whenever it is newer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .manifest import ExtractKind, Manifest


@dataclass(frozen=True)
class Position:
    """The last extract that was taken."""

    series: str
    number: int
    as_of: datetime


@dataclass(frozen=True)
class Take:
    """This one is next. `follows`: nothing lies between it and the last one, so both must agree."""

    manifest: Manifest
    follows: bool


@dataclass(frozen=True)
class Drop:
    """This one says nothing new."""

    manifest: Manifest


def next_step(position: Position | None, waiting: Sequence[Manifest]) -> Take | Drop | None:
    """What to do first; None: nothing, or something is missing that comes before what waits."""
    for manifest in waiting:
        if position is not None and _is_old(position, manifest):
            return Drop(manifest)
    ordered = sorted(waiting, key=lambda each: (each.as_of, each.number))
    for manifest in ordered:
        if position is not None and _follows(position, manifest):
            return Take(manifest, follows=True)
    full = [each for each in ordered if each.kind is ExtractKind.FULL]
    return Take(full[-1], follows=False) if full else None


def _is_old(position: Position, manifest: Manifest) -> bool:
    if manifest.series == position.series:
        return manifest.number <= position.number
    return manifest.as_of <= position.as_of


def _follows(position: Position, manifest: Manifest) -> bool:
    return manifest.series == position.series and manifest.number == position.number + 1
