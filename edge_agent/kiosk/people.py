"""The people of a household as the screen names them: in the order they came, with birth dates in words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from protocol.japanese.ages import birthday_age
from protocol.japanese.eras import era_date, western_date
from protocol.wire.messages.residents import Birth, Household, Member

from ..texts.catalogue import Texts

GETA = "〓"

_WITHOUT_A_SHAPE = {"Co", "Cn"}


@dataclass(frozen=True, repr=False)
class Person:
    """One card of the screen. `roman` is empty when the name is written in it; `birth` holds the age if it is known."""

    key: str
    name: str
    roman: str
    relation: str
    birth: str
    is_chosen: bool

    @property
    def has_geta(self) -> bool:
        """Whether something of it cannot be shown."""
        return any(GETA in text for text in (self.name, self.relation, self.birth))


class PeopleWords:
    """Puts people into words."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def people(self, household: Household | None, chosen: frozenset[str], today: date) -> tuple[Person, ...]:
        """Everybody in the household, in the legal order in which they came."""
        members = household.members if household is not None else ()
        return tuple(self._person(member, chosen, today) for member in members)

    def _person(self, member: Member, chosen: frozenset[str], today: date) -> Person:
        roman = member.roman if member.is_foreign and member.roman != member.name else ""
        relation = member.relation or (self._texts("household.head") if member.is_head else "")
        birth = self._birth(member.birth, today, is_foreign=member.is_foreign)
        return Person(member.key, showable(member.name), roman, showable(relation), birth, member.key in chosen)

    def _birth(self, birth: Birth, today: date, *, is_foreign: bool) -> str:
        if birth.unknown or not birth.iso:
            return showable(birth.text)
        day = date.fromisoformat(birth.iso)
        written = western_date(day) if is_foreign else era_date(day)
        return self._texts("household.birth", day=written, age=birthday_age(day, today)) if day <= today else written


def showable(text: str) -> str:
    """The text with 〓 for every character that no font of a screen has: 外字 of a vendor's own, and newer ones."""
    return "".join(GETA if unicodedata.category(sign) in _WITHOUT_A_SHAPE else sign for sign in text)
