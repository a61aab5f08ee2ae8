"""The register as it is on the village's first day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from central.residents.record import RegisteredDate, Relation, ResidentRecord
from central.residents.relation import relation_text

from ..people.village import InventedHousehold, InventedPerson, Village, days_from
from .register import Contents

_COMMITTED, _NEXT = 1, 2


def first_contents(village: Village) -> Contents:
    """Everybody of the village with their blocks; no certificate is linked yet."""
    people = ((house, person) for house in village.households for person in house.members)
    records = tuple(row for house, person in people for row in _rows(house, person, village.today))
    blocks = tuple(block for house in village.households for block in house.blocks)
    return Contents(records=records, blocks=blocks)


def _rows(house: InventedHousehold, person: InventedPerson, today: date) -> Iterator[ResidentRecord]:
    committed = _row(house, person, today)
    yield committed
    if person.new_lot:
        moved = msgspec.structs.replace(house.address, lot=person.new_lot)
        yield msgspec.structs.replace(committed, history_no=_NEXT, is_provisional=True, address=moved)


def _row(house: InventedHousehold, person: InventedPerson, today: date) -> ResidentRecord:
    return ResidentRecord(
        atena_no=person.atena_no,
        history_no=_COMMITTED,
        household_no=house.household_no,
        kind=person.kind,
        standing=person.standing,
        names=person.names,
        birth=person.birth.on(today),
        sex=person.sex,
        relation=Relation(person.relation, relation_text(person.relation)),
        address=house.address,
        is_provisional=False,
        became_resident_on=_days(today, person.came_days_ago, -1),
        moves_out_on=_days(today, person.moves_out_in_days, 1),
        qualifications=person.qualifications,
    )


def _days(today: date, days: int | None, direction: int) -> RegisteredDate | None:
    return None if days is None else days_from(today, direction * days)
