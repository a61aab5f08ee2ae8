"""What lies between two states of the register, as rows of the three files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from central.residents.record import Block, ResidentRecord

from ..links import Link
from ..register import Contents
from .cells import (
    BLOCK_HEADING,
    CERTIFICATE_HEADING,
    CHANGE,
    RESIDENT_HEADING,
    Cells,
    block_cells,
    certificate_cells,
    resident_cells,
)

NOTHING = Contents(())
_THERE, _GONE = "1", "9"
_Row = TypeVar("_Row")


@dataclass(frozen=True)
class PartRows:
    """The rows of one file and their heading."""

    heading: tuple[str, ...]
    rows: tuple[Cells, ...]


def changes(before: Contents, after: Contents) -> Mapping[str, PartRows]:
    """The three files by name; beside `NOTHING` they are a full extract."""
    return {
        "residents": PartRows(RESIDENT_HEADING, _rows(_residents(before), _residents(after), resident_cells, 2)),
        "blocks": PartRows(BLOCK_HEADING, _rows(_blocks(before), _blocks(after), block_cells, 1)),
        "certificates": PartRows(CERTIFICATE_HEADING, _rows(_links(before), _links(after), certificate_cells, 2)),
    }


def _rows(
    before: Mapping[object, _Row], after: Mapping[object, _Row], cells: Callable[[_Row], Cells], keys: int
) -> tuple[Cells, ...]:
    """A row that is gone is its key and nothing else, which is the first `keys` cells."""
    there = [cells(row) for key, row in after.items() if before.get(key) != row]
    gone = [dict(list(cells(row).items())[:keys]) for key, row in before.items() if key not in after]
    return (*({CHANGE: _THERE, **each} for each in there), *({CHANGE: _GONE, **each} for each in gone))


def _residents(contents: Contents) -> dict[object, ResidentRecord]:
    return {(each.atena_no, each.history_no): each for each in contents.records}


def _blocks(contents: Contents) -> dict[object, Block]:
    return {each.id: each for each in contents.blocks}


def _links(contents: Contents) -> dict[object, Link]:
    return {(each.ca_key_id, each.serial): each for each in contents.links if each.is_linked}
