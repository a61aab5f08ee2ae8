"""What the stand-in's page shows of its register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from central.residents.order import in_legal_order
from central.residents.record import Block, RegisteredDate, ResidentRecord
from central.residents.relation import Joint
from protocol.japanese.eras import era_date

from .register import Register

PROTECTION = "protection"


@dataclass(frozen=True)
class BlockView:
    """One block; `kind` is its process, or `protection`."""

    id: str
    kind: str
    level: str


@dataclass(frozen=True)
class PersonView:
    """One line of a household, 除票 and the deceased too; `link` is linked, not-linked or no-card."""

    number: str
    name: str
    relation: str
    birth: str
    standing: str
    moves_out: str
    new_lot: str
    link: str
    blocks: Sequence[BlockView]


@dataclass(frozen=True)
class HouseholdView:
    """One household."""

    key: str
    head: str
    address: str
    story: str
    people: Sequence[PersonView]


def households(register: Register, stories: Mapping[str, str]) -> Sequence[HouseholdView]:
    """Every household in the order of the register; `stories` by 世帯番号."""
    houses: dict[str, list[ResidentRecord]] = {}
    for row in register.in_force.values():
        houses.setdefault(row.household_no, []).append(row)
    return [_household(register, number, rows, stories.get(number, "")) for number, rows in houses.items()]


def _household(register: Register, number: str, rows: list[ResidentRecord], story: str) -> HouseholdView:
    people = in_legal_order(rows)
    head = next((row for row in people if row.relation.codes == (Joint.HEAD,)), people[0])
    return HouseholdView(number, _name(head), head.address.line, story, [_person(register, row) for row in people])


def _person(register: Register, row: ResidentRecord) -> PersonView:
    provisional = register.provisional(row.atena_no)
    return PersonView(
        number=row.atena_no,
        name=_name(row),
        relation=row.relation.text,
        birth=_written(row.birth),
        standing=row.standing,
        moves_out=_written(row.moves_out_on) if row.moves_out_on else "",
        new_lot=provisional.address.lot if provisional else "",
        link=_link(register, row.atena_no),
        blocks=[_block(each) for each in register.contents.blocks if each.atena_no == row.atena_no],
    )


def _link(register: Register, atena_no: str) -> str:
    theirs = [each.is_linked for each in register.contents.links if each.atena_no == atena_no]
    if not theirs:
        return "no-card"
    return "linked" if any(theirs) else "not-linked"


def _block(block: Block) -> BlockView:
    return BlockView(block.id, PROTECTION if block.is_protection else block.process, block.level)


def _name(row: ResidentRecord) -> str:
    names = row.names
    return "\u3000".join(part for part in (names.registered, names.roman, names.kanji) if part)


def _written(date: RegisteredDate) -> str:
    if date.unknown or date.day is None:
        return date.text
    return era_date(date.day)
