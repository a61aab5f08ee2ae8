"""The people of a household as the screen names them: in the order they came, with birth dates in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import structlog

from protocol.japanese.ages import birthday_age
from protocol.village.lettering import Lettered, Lettering, plain
from protocol.wire.messages.residents import Birth, Household, Member

from ..texts.catalogue import Texts
from .calendar_words import CalendarWords

_log = structlog.get_logger()


@dataclass(frozen=True, repr=False)
class Person:
    """One card of the screen. `roman` is empty when the name is written in it; `birth` holds the age if it is known."""

    key: str
    name: Lettered
    roman: str
    relation: Lettered
    birth: Lettered
    is_chosen: bool

    @property
    def has_geta(self) -> bool:
        """Whether something of it cannot be shown."""
        return self.missing > 0

    @property
    def missing(self) -> int:
        """How many of its characters no font has."""
        return sum(text.missing for text in (self.name, self.relation, self.birth))


class PeopleWords:
    """Puts people into words."""

    def __init__(self, texts: Texts, lettering: Lettering, calendar: CalendarWords | None = None) -> None:
        self._texts = texts
        self._calendar = calendar or CalendarWords()
        self._lettering = lettering
        self._missing = 0

    def people(self, household: Household | None, chosen: frozenset[str], today: date) -> tuple[Person, ...]:
        """Everybody in the household, in the legal order in which they came."""
        members = household.members if household is not None else ()
        people = tuple(self._person(member, chosen, today) for member in members)
        self._report(sum(person.missing for person in people))
        return people

    def _person(self, member: Member, chosen: frozenset[str], today: date) -> Person:
        roman = member.roman if member.is_foreign and member.roman != member.name else ""
        relation = member.relation or (self._texts("household.head") if member.is_head else "")
        birth = self._birth(member.birth, today, is_foreign=member.is_foreign)
        is_ours = not self._calendar.has_eras
        return Person(
            member.key,
            self._lettering(member.name),
            roman,
            plain(relation) if is_ours and not member.relation else self._lettering(relation),
            plain(birth) if is_ours and birth != member.birth.text else self._lettering(birth),
            member.key in chosen,
        )

    def _birth(self, birth: Birth, today: date, *, is_foreign: bool) -> str:
        if birth.unknown or not birth.iso:
            return birth.text
        day = date.fromisoformat(birth.iso)
        written = self._calendar.birth(day, is_foreign=is_foreign)
        return self._texts("household.birth", day=written, age=birthday_age(day, today)) if day <= today else written

    def _report(self, missing: int) -> None:
        if missing and missing != self._missing:
            _log.warning("kiosk.characters-missing", count=missing)
        self._missing = missing
