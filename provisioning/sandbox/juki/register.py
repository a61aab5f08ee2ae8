"""The stand-in's register: its contents, what is read from it, and what a clerk of 住基 does to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from central.residents.household import in_force
from central.residents.record import (
    Block,
    HouseholdRecord,
    Level,
    PersonRecord,
    Process,
    RegisteredDate,
    ResidentRecord,
    Standing,
)
from protocol.identifiers import new_id

from .links import Link


class Contents(msgspec.Struct, frozen=True):
    """Everything the stand-in keeps."""

    records: tuple[ResidentRecord, ...]
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()


class Register:
    """Reads and changes contents in memory; who holds it writes `contents` down."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents

    def person(self, ca_key_id: str, serial: int, now: datetime) -> PersonRecord | None:
        """Every row of whoever a linked certificate belongs to."""
        for link in self.contents.links:
            if link.is_linked and (link.ca_key_id, link.serial) == (ca_key_id, serial):
                return PersonRecord(now, self._rows_of({link.atena_no}))
        return None

    def household(self, atena_no: str, now: datetime) -> HouseholdRecord | None:
        """Every row of everybody who is or was in the household of this person, and its blocks."""
        person = self.in_force.get(atena_no)
        if person is None:
            return None
        house = person.household_no
        people = {row.atena_no for row in self.contents.records if row.household_no == house}
        blocks = (each for each in self.contents.blocks if each.atena_no in people or each.household_no == house)
        return HouseholdRecord(now, house, self._rows_of(people), tuple(blocks))

    @property
    def in_force(self) -> dict[str, ResidentRecord]:
        """The committed row of everybody by 宛名番号."""
        return in_force(self.contents.records)

    def provisional(self, atena_no: str) -> ResidentRecord | None:
        """The 仮登録 of this person, if one is under way."""
        return next((row for row in self._rows_of({atena_no}) if row.is_provisional), None)

    def begin_change(self, atena_no: str, lot: str) -> None:
        """Enter a 転居 as 仮登録; one that is under way is replaced. Raises KeyError."""
        committed = self.in_force[atena_no]
        self.cancel_change(atena_no)
        address = msgspec.structs.replace(committed.address, lot=lot)
        row = msgspec.structs.replace(
            committed, history_no=committed.history_no + 1, is_provisional=True, address=address
        )
        self._put(records=(*self.contents.records, row))

    def commit_change(self, atena_no: str) -> None:
        """本登録 of what is under way."""
        row = self.provisional(atena_no)
        if row is not None:
            self._replace_row(row, msgspec.structs.replace(row, is_provisional=False))

    def cancel_change(self, atena_no: str) -> None:
        """Throw away what is under way."""
        kept = (row for row in self.contents.records if row.atena_no != atena_no or not row.is_provisional)
        self._put(records=tuple(kept))

    def set_moving_out(self, atena_no: str, day: date | None) -> None:
        """転出予定年月日, or none any more. Raises KeyError."""
        moves_out_on = RegisteredDate(day.isoformat()) if day else None
        row = self.in_force[atena_no]
        self._replace_row(row, msgspec.structs.replace(row, moves_out_on=moves_out_on))

    def set_standing(self, atena_no: str, standing: Standing) -> None:
        """Enter a death or a move as the next row of the history; 再転入 keeps the number. Raises KeyError."""
        row = self.in_force[atena_no]
        changed = msgspec.structs.replace(row, history_no=row.history_no + 1, standing=standing, moves_out_on=None)
        self.cancel_change(atena_no)
        self._put(records=(*self.contents.records, changed))

    def block(self, atena_no: str, process: Process, level: Level, today: date, *, is_protection: bool) -> None:
        """抑止 from today, effective at once. Raises KeyError."""
        if atena_no not in self.in_force:
            raise KeyError("nobody has this number")
        until = today.replace(year=today.year + 1, day=min(today.day, 28)) if is_protection else None
        added = Block(new_id(), process, level, is_protection, atena_no=atena_no, starts_on=today, ends_on=until)
        self._put(blocks=(*self.contents.blocks, added))

    def lift(self, block_id: str) -> None:
        """Take a block away."""
        self._put(blocks=tuple(each for each in self.contents.blocks if each.id != block_id))

    def set_linked(self, atena_no: str, is_linked: bool) -> None:
        """Learn of, or forget, the certificates of this person."""
        self._put(
            links=tuple(
                msgspec.structs.replace(each, is_linked=is_linked) if each.atena_no == atena_no else each
                for each in self.contents.links
            )
        )

    def learn(self, links: Iterable[Link]) -> None:
        """Certificates that were issued since; what is known of the others stays as it is."""
        known = {(each.ca_key_id, each.serial) for each in self.contents.links}
        fresh = tuple(each for each in links if (each.ca_key_id, each.serial) not in known)
        self._put(links=(*self.contents.links, *fresh))

    def _rows_of(self, people: set[str]) -> tuple[ResidentRecord, ...]:
        return tuple(row for row in self.contents.records if row.atena_no in people)

    def _replace_row(self, old: ResidentRecord, new: ResidentRecord) -> None:
        self._put(records=tuple(new if row is old else row for row in self.contents.records))

    def _put(
        self,
        *,
        records: tuple[ResidentRecord, ...] | None = None,
        blocks: tuple[Block, ...] | None = None,
        links: tuple[Link, ...] | None = None,
    ) -> None:
        now = self.contents
        self.contents = Contents(
            records=now.records if records is None else records,
            blocks=now.blocks if blocks is None else blocks,
            links=now.links if links is None else links,
        )
