"""Reads the invented residents and their cards; whoever is told by age is that old on the day the village begins."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import msgspec

from central.residents.record import Address, Block, Kind, Names, Qualifications, RegisteredDate, Standing
from central.residents.relation import Joint
from protocol.japanese.partial_dates import read_partial_date
from protocol.wire.messages.residents import Sex

from .cards import PracticeCard

_HERE = Path(__file__).parent
_RELATIONS = Annotated[tuple[Joint, ...], msgspec.Meta(min_length=1, max_length=4)]


class Born(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`text` as a clerk would type it (不詳日 too), or `age` with the month and day (MM-DD) of the birthday."""

    text: str = ""
    age: int = 0
    birthday: str = ""

    def on(self, today: date) -> RegisteredDate:
        """The birth as 住基 keeps it. Raises ValueError for a text that is no date."""
        if not self.text:
            return RegisteredDate(_last_birthday(today, self.birthday, self.age).isoformat())
        read = read_partial_date(self.text)
        if read is None:
            raise ValueError(self.text)
        return RegisteredDate(read.iso, read.unknown, read.text, read.era)


class InventedPerson(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One person. Days from today: `moves_out_in_days`, `came_days_ago`. `new_lot` is a 転居 that is 仮登録 only."""

    key: str
    atena_no: str
    names: Names
    birth: Born
    sex: Sex
    relation: _RELATIONS
    kind: Kind = Kind.JAPANESE
    standing: Standing = Standing.RESIDENT
    moves_out_in_days: int | None = None
    came_days_ago: int | None = None
    new_lot: str = ""
    qualifications: Qualifications = Qualifications()


class InventedHousehold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """People at one address; `story` says what it is there to show."""

    key: str
    household_no: str
    story: str
    address: Address
    members: tuple[InventedPerson, ...]
    blocks: tuple[Block, ...] = ()


class _Residents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    households: tuple[InventedHousehold, ...]


class _Cards(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    cards: tuple[PracticeCard, ...]


class Holder(msgspec.Struct, frozen=True):
    """What a card shows of its holder: name and address as 住基 has them, `index` to draw practice numbers from."""

    key: str
    index: int
    atena_no: str
    name: str
    address: str
    birth: date
    sex: Sex


class Village(msgspec.Struct, frozen=True):
    """Everybody, and every card."""

    today: date
    households: tuple[InventedHousehold, ...]
    cards: tuple[PracticeCard, ...]

    def holder(self, key: str) -> Holder:
        """What stands on the cards of the person with this key. Raises KeyError."""
        people = [(house, person) for house in self.households for person in house.members]
        for index, (house, person) in enumerate(people):
            if person.key == key:
                return _holder(index, house, person, self.today)
        raise KeyError(key)


def load_village(today: date) -> Village:
    """The village as it begins on `today`. Blocks."""
    households = msgspec.convert(_toml("residents.toml"), _Residents).households
    cards = msgspec.convert(_toml("cards.toml"), _Cards).cards
    return Village(today, households, cards)


def _toml(name: str) -> object:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


def _holder(index: int, house: InventedHousehold, person: InventedPerson, today: date) -> Holder:
    born = person.birth.on(today).day or date(1900, 1, 1)
    name = person.names.registered or person.names.roman
    return Holder(person.key, index, person.atena_no, name, house.address.line, born, person.sex)


def _last_birthday(today: date, month_day: str, age: int) -> date:
    born = date.fromisoformat(f"{today.year - age}-{month_day}")
    passed = (born.month, born.day) <= (today.month, today.day)
    return born if passed else born.replace(year=born.year - 1)


def days_from(today: date, days: int) -> RegisteredDate:
    """The date so many days from today, as 住基 keeps it."""
    return RegisteredDate((today + timedelta(days=days)).isoformat())
